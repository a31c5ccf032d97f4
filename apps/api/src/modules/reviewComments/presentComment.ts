import type { PersonDto } from '../campaigns/public.js';
import type { CommentDto } from './CommentDtos.js';
import type { CommentRow } from './CommentRepository.js';

/** @param fingerprint of what is reviewed now */
export function presentComment(row: CommentRow, fingerprint: string | null): CommentDto {
  const { id, answerTo, part, variantId, createdAt, editedAt, resolvedAt } = row;
  return {
    id,
    answerTo,
    part,
    variantId,
    text: row.deletedAt === null ? row.text : null,
    author: personOf(row.authorId, row.authorName),
    createdAt,
    editedAt,
    isEarlier: row.fingerprint !== fingerprint,
    resolvedAt,
    resolvedBy: personOf(row.resolvedBy, row.resolvedByName),
  };
}

function personOf(id: string | null, name: string | null): PersonDto | null {
  return id === null ? null : { id, name: name ?? 'A former member' };
}
