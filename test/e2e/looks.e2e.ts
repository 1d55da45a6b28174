import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, describe, expect, test } from 'vitest';
import { tabs, type Tab } from '../../src/shared/pageProtocol';
import { Workbench, type Theme } from './workbench';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string }[];
}

/** What each tab shows once it is whole. */
const whole: Record<Tab, (panel: Workbench['panel']) => Promise<unknown>> = {
  train: (panel) => panel.locator('.loss-chart canvas').waitFor(),
  samples: async (panel) => {
    await panel.locator('.digit-grid canvas').click({ position: { x: 100, y: 100 } });
    await panel.locator('.facts dd').nth(3).waitFor({ timeout: 30_000 });
    await panel.locator('.draw-batch button[type=submit]').first().click();
    await panel.locator('.drawn code').waitFor();
    await panel.locator('.confusion').waitFor({ timeout: 60_000 });
  },
  loss: (panel) => panel.locator('.one-hot-form .total').waitFor({ timeout: 30_000 }),
  batch: async (panel) => {
    await panel.locator('.spreads').waitFor({ timeout: 60_000 });
    await panel.locator('.draws button[type=submit]').waitFor({ timeout: 60_000 });
  },
  derivative: (panel) => panel.locator('.figures tbody tr').nth(6).waitFor(),
  check: (panel) => panel.locator('.verdict-card tbody tr').nth(3).waitFor({ timeout: 60_000 }),
  ways: (panel) => panel.locator('.strip .accuracy.number').nth(2).waitFor({ timeout: 60_000 }),
};

interface Look {
  name: string;
  theme: Theme;
  locale?: string;
  width?: number;
  height?: number;
  /** Without the sidebar the panel has about the window's width. */
  sidebar?: false;
  /** As in the high contrast of Windows, which takes away what a page colours. */
  forced?: true;
}

const looks: Look[] = [
  { name: 'light', theme: 'light' },
  { name: 'korean', theme: 'dark', locale: 'ko' },
  { name: 'high-contrast', theme: 'high-contrast' },
  { name: 'high-contrast-light', theme: 'high-contrast-light' },
  { name: 'forced-colors', theme: 'high-contrast', forced: true },
  { name: 'narrow', theme: 'light', locale: 'ko', width: 760, height: 1000 },
  // 360 px are left beside the activity bar.
  { name: 'phone', theme: 'dark', width: 412, height: 900, sidebar: false },
  { name: '4k', theme: 'dark', width: 3840, height: 2160 },
];

/** What is wider than the page, which is scrolled up and down alone: the boxes around the tab that it widens, and itself. */
function tooWide(body: HTMLElement): string[] {
  const page = [...body.querySelectorAll('.page')].find((element) => element.clientWidth > 0);
  const around: Element[] = [];
  for (let at: Element | null | undefined = page; at; at = at.parentElement) around.push(at);
  if (around.every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth + 1)) return [];
  const edge = body.clientWidth;
  return [...body.querySelectorAll('.page *')]
    .filter((element) => element.getBoundingClientRect().right > edge + 1)
    .map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`);
}

/** The choices that a select is too narrow for: beside its words stands an arrow. */
function cutChoices(body: HTMLElement): string[] {
  const arrow = 18;
  const context = document.createElement('canvas').getContext('2d')!;
  return [...body.querySelectorAll('select')].flatMap((select) => {
    const { font, paddingLeft, paddingRight } = getComputedStyle(select);
    context.font = font;
    const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
    const isShown = select.clientWidth > 0;
    return [...select.options]
      .filter(({ text }) => isShown && context.measureText(text).width > room)
      .map(({ text }) => `${select.id}: ${text}`);
  });
}

/** What says something by its colour or its length, and does not keep it where colours are forced. */
const lostColors = (body: HTMLElement): string[] =>
  ['.dot', '.stroke', '.bar-cell', '.ten-bars .height', '.entry.looked-at', 'input[type=range]']
    .flatMap((selector) => [...body.querySelectorAll(`.page ${selector}`)])
    .filter((element) => getComputedStyle(element).getPropertyValue('forced-color-adjust') === 'auto')
    .map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`);

describe.each(looks)(
  '$name',
  ({ name, theme, locale = '', width = 1440, height = 900, sidebar = true, forced = false }) => {
    let workbench: Workbench | undefined;
    afterAll(() => workbench?.close());

    test('every tab can be drawn, and nothing on it keeps anybody out', async () => {
      workbench = await Workbench.open({ theme, locale, width, height });
      if (forced) await workbench.page.emulateMedia({ forcedColors: 'active' });
      if (sidebar) await workbench.icon.click();
      else await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.command(locale ? 'Loss Lab: 열기' : 'Loss Lab: Open');
      const panel = workbench.panel;
      await panel.locator('.experiment').waitFor();
      // Where the page is narrow the form is folded, and its button in view.
      const fold = panel.locator('.experiment .summary');
      if (await fold.isVisible()) await fold.click();
      await panel.locator('#form-steps').fill('300');
      await panel.locator('.experiment button[type=submit]').click();
      await panel.locator('.run-status', { hasText: '300 / 300' }).waitFor({ timeout: 60_000 });
      await panel.locator('.experiment button[type=submit]').waitFor({ timeout: 30_000 });
      for (const tab of tabs) {
        await panel.locator(`#tab-${tab}`).click();
        await whole[tab](panel);
        await workbench.screenshot(`${tab}-${name}`);
        const body = panel.locator('body');
        expect(await body.evaluate(cutChoices), `${tab}: choices that are cut`).toEqual([]);
        expect(await body.evaluate(tooWide), `${tab}: what is wider than the page`).toEqual([]);
        if (forced) expect(await body.evaluate(lostColors), `${tab}: what has lost its colour`).toEqual([]);
        await body.evaluate(axe);
        const violations = await body.evaluate(async () => {
          const { axe: checker } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
          return (await checker.run()).violations;
        });
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      }
    });
  },
);
