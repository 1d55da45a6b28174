import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type FrameLocator, type Page } from 'playwright-core';
import { browserFlags } from '../../scripts/vscode/browserFlags.mjs';
import { serve } from '../../scripts/vscode/serve.mjs';

const screenshots = join(import.meta.dirname, 'screenshots');
const logs = join(import.meta.dirname, '../../out/e2e-logs');

export const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;
export type Theme = keyof typeof themes;

function environment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests through npm test`);
  return value;
}

/** Restricted Mode without VS Code's question about it, which would lie over the window. */
const unasked = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };

interface Opening {
  locale?: string;
  theme?: Theme;
  width?: number;
  height?: number;
  settings?: Record<string, unknown>;
  /** In a folder that is not trusted, as every folder is at first, unless said otherwise. */
  trusted?: boolean;
}

/** A real VS Code with the packed Loss Lab installed, in a browser. */
export class Workbench {
  /** Those that are not closed yet: what a failed test leaves a picture of. */
  static readonly opened = new Set<Workbench>();

  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly server: Awaited<ReturnType<typeof serve>>,
    private readonly data: string,
  ) {}

  static async open({
    locale = '',
    theme = 'dark',
    width = 1440,
    height = 900,
    settings = {},
    trusted = false,
  }: Opening = {}): Promise<Workbench> {
    const data = await mkdtemp(join(tmpdir(), 'loss-lab-e2e-'));
    const folder = join(data, 'workspace');
    await mkdir(folder);
    const server = await serve({
      data,
      vsix: environment('LOSS_LAB_VSIX'),
      trusted,
      settings: { 'workbench.colorTheme': themes[theme], ...unasked, ...settings },
      ...(locale ? { locale } : {}),
    });
    const browser = await chromium.launch({ executablePath: environment('CHROME_PATH'), args: browserFlags });
    const page = await browser.newPage({ viewport: { width, height } });
    const workbench = new Workbench(page, browser, server, data);
    Workbench.opened.add(workbench);
    try {
      await page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(folder)}`);
      await workbench.ready();
      return workbench;
    } catch (error) {
      console.error(await workbench.keep('not-opened'));
      await workbench.close();
      throw error;
    }
  }

  /** Waits for the extension's icon: the palette's list is a snapshot, and before that it lacks Loss Lab for ever. */
  private async ready(): Promise<void> {
    await this.icon.waitFor({ timeout: 60_000 });
  }

  /** Loss Lab in the activity bar. */
  get icon() {
    return this.page.locator('.activitybar .action-item:has([aria-label^="Loss Lab"])').first();
  }

  /** Runs a command through the palette, as a person does. */
  async command(title: string): Promise<void> {
    const { page } = this;
    for (let attempt = 0; attempt < 10; attempt++) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      const input = page.locator('.quick-input-widget input');
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
      try {
        await input.waitFor({ timeout: 2000 });
        await input.fill(`>${title}`, { timeout: 2000 });
        await row.click({ timeout: 3000 });
        return;
      } catch {
        // A webview that was just loading took the key, or the list was not ready; it is made anew the next time.
      }
    }
    throw new Error(`The palette has no command “${title}”`);
  }

  /** The page of the editor panel, found anew with every use: a reload makes another. */
  get panel(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview.ready[src*="extensionId=loss-lab.loss-lab"]:not([src*="purpose=webviewView"])')
      .frameLocator('#active-frame');
  }

  /** The page of the Live view. */
  get live(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready[src*="purpose=webviewView"]').frameLocator('#active-frame');
  }

  /** Keeps a picture in test/e2e/screenshots. */
  async screenshot(name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /** Reloads the window as a person does, through the workbench, which writes its state down first. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: 30_000 });
    await this.command('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /** Where this VS Code keeps its settings, its state and its logs. */
  get serverData(): string {
    return this.data;
  }

  /** The process of the server, whose child the extension host is. */
  get serverProcess(): number | undefined {
    return this.server.process.pid;
  }

  /** The process that the extension runs in. */
  async extensionHost(): Promise<number> {
    for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const words = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      const parent = /^PPid:\s*(\d+)/m.exec(await readFile(`/proc/${id}/status`, 'utf8').catch(() => ''))?.[1];
      if (words.includes('--type=extensionHost') && Number(parent) === this.serverProcess) return Number(id);
    }
    throw new Error('There is no extension host');
  }

  /** Where the packed extension was installed. */
  async extensionFolder(): Promise<string> {
    const folder = join(this.data, 'extensions');
    const name = (await readdir(folder)).find((file) => file.startsWith('loss-lab.loss-lab-'));
    if (!name) throw new Error('Loss Lab is not installed');
    return join(folder, name);
  }

  /** What the extension wrote to its output channel. */
  async log(): Promise<string> {
    const folder = join(this.data, 'data', 'logs');
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    const logs = files.filter((file) => file.endsWith('Loss Lab.log'));
    return (await Promise.all(logs.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
  }

  /** Keeps what explains a failure, past the end of this VS Code. @returns where that is, in a sentence. */
  async keep(name: string): Promise<string> {
    await this.screenshot(name);
    const folder = join(logs, name);
    await rm(folder, { recursive: true, force: true });
    await cp(join(this.data, 'data', 'logs'), folder, { recursive: true });
    return `See ${join(screenshots, `${name}.png`)} and the extension host's log under ${folder}.`;
  }

  async close(): Promise<void> {
    Workbench.opened.delete(this);
    await this.browser.close();
    await this.server.stop();
    await rm(this.data, { recursive: true, force: true, maxRetries: 10 });
  }
}
