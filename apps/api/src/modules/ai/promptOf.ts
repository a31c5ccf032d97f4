import { Redaction } from '@rapport/common';
import type { TextQuestion } from '@rapport/providers';
import { INSTRUCTIONS } from './aiOrders.js';
import type { AiWork, RawPiece } from './aiTypes.js';
import { pieceSchema } from './readPieces.js';

/** What leaves: no address and no phone number, each replaced by a placeholder that `restore` puts back. */
export function promptOf(work: AiWork): { question: TextQuestion; restore: (piece: RawPiece) => RawPiece; told: string } {
  const redaction = new Redaction(work.phones);
  const data = JSON.stringify({
    order: redaction.apply(work.order),
    sources: work.sources.map(({ id, text }) => ({ id, text: redaction.apply(text) })),
    tags: work.tags,
  });
  const ids = work.sources.map(({ id }) => id);
  return {
    question: { instructions: INSTRUCTIONS, data, schemaName: 'pieces', schema: pieceSchema(work.kinds, ids), mostTokens: work.mostTokens },
    told: redaction.apply(work.told ?? ''),
    restore: (piece) => ({
      ...piece,
      text: redaction.restore(piece.text),
      url: piece.url === null ? null : redaction.restore(piece.url),
      reason: piece.reason === null ? null : redaction.restore(piece.reason),
    }),
  };
}
