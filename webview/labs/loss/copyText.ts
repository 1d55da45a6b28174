import { request } from '../../host/requests';

/**
 * Puts `text` on the clipboard: by the browser, or where it may not, by the host.
 * @throws Refused when neither can.
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    await request('copy', { text });
  }
}
