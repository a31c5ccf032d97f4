import type { AiPiece } from './aiQueries';

/** A piece as the editors take it: text stays text, whatever it says; merge tags stay tags. */
export function pieceHtml({ kind, text, url }: Pick<AiPiece, 'kind' | 'text' | 'url'>): string {
  switch (kind) {
    case 'heading':
      return `<h2>${lines(text)}</h2>`;
    case 'list':
      return `<ul>${text
        .split('\n')
        .map((line) => line.replace(/^\s*[-*•]\s*/, '').trim())
        .filter((line) => line !== '')
        .map((line) => `<li><p>${escape(line)}</p></li>`)
        .join('')}</ul>`;
    case 'button':
      return url === null ? `<p>${lines(text)}</p>` : `<p><a href="${escape(url).replaceAll('"', '&quot;')}">${lines(text)}</a></p>`;
    case 'paragraph':
    case 'subject':
    case 'preheader':
      return text
        .split(/\n{2,}/)
        .map((part) => `<p>${lines(part)}</p>`)
        .join('');
  }
}

/** As `pieceHtml`, but one paragraph in the place of a part of one stays within it. */
export function inlineHtml(piece: Pick<AiPiece, 'kind' | 'text' | 'url'>, replaced: string): string {
  const isPart = piece.kind === 'paragraph' && !replaced.includes('\n') && !piece.text.includes('\n\n');
  return isPart ? lines(piece.text) : pieceHtml(piece);
}

function lines(text: string): string {
  return escape(text.trim()).replaceAll('\n', '<br>');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
