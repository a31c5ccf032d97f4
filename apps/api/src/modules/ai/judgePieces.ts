import { checkClaims, type ClaimFinding } from '@rapport/common';
import type { AiPiece, AiWork, RawPiece } from './aiTypes.js';

const LINK = /^(?:https?:\/\/|mailto:)[^\s<>"']+$/i;
const TAG = /^\{\{[^{}]*\}\}$/;

/** Pieces with what they state without evidence, and with the sources that count for them. Sources that were never given are dropped. */
export function judgePieces(pieces: readonly RawPiece[], work: AiWork): AiPiece[] {
  return pieces.slice(0, work.mostPieces).map((piece) => {
    const sources = [...new Set([...work.implied, ...piece.sources])].filter((id) => work.sources.some((source) => source.id === id));
    return { ...piece, sources, findings: findingsOf(piece, sources, work) };
  });
}

/** What one text, and the link of a button, state that the cited sources do not. */
export function findingsOf({ text, url }: Pick<RawPiece, 'text' | 'url'>, cited: readonly string[], work: AiWork): ClaimFinding[] {
  const { sources, language, tags } = work;
  const evidence = {
    cited: sources.filter(({ id }) => cited.includes(id)).map((source) => source.text),
    given: sources.map((source) => source.text),
    language,
    tags,
  };
  const isStrange = url !== null && !LINK.test(url) && !TAG.test(url);
  return [
    ...checkClaims(text, evidence),
    ...(url === null || isStrange ? [] : checkClaims(url, { ...evidence, given: [...evidence.given, url] })),
    ...(isStrange
      ? [
          {
            kind: 'link',
            text: url.slice(0, 80),
            message: 'A button leads to a web address that starts with https://.',
            mayConfirm: false,
          } as const,
        ]
      : []),
  ];
}
