/** The editor writes everything on one line. A line per block reads better as source, and lets a problem name its line. */
export function linedHtml(html: string): string {
  return html.replace(/(<\/(?:p|h[1-3]|ul|ol|li|blockquote)>|<(?:ul|ol|blockquote|hr)>)(?=<)/g, '$1\n');
}
