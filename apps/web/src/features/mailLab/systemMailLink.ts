/** The first address in the text: the frame of the preview follows no links, so the page offers it. Only the web, nothing that runs. */
export function linkIn(text: string): string | null {
  return /https?:\/\/[^\s<>"]+/.exec(text)?.[0] ?? null;
}
