/**
 * Shows a message as a mailbox in light or in dark mode would: a frame follows the scheme of the reader's system, so the message's own
 * questions about it are answered beforehand. Nothing but the condition is touched.
 */
export function inScheme(html: string, scheme: 'light' | 'dark'): string {
  return html.replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi, (_condition, asked: string) =>
    asked.toLowerCase() === scheme ? '(min-width: 0)' : '(max-width: 0)',
  );
}
