import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';
import type { SegmentUse } from './SegmentReferences.js';

export const segmentNotFound = (): AppError => notFound('segment');

export const tooManySegments = (most: number): AppError =>
  new AppError(
    'segment.tooMany',
    409,
    `A workspace has at most ${most} segments. Delete one that is no longer used, then create the new one.`,
  );

export function segmentNameTaken(): AppError {
  const message = 'A segment with this name already exists. Choose another name.';
  return new AppError('segment.nameTaken', 409, message, { fields: [{ field: 'name', code: 'segment.nameTaken', message }] });
}

export function segmentChangedMeanwhile(version: number): AppError {
  return new AppError('segment.changedMeanwhile', 409, 'This segment was changed while you edited it. Reload it and repeat your change.', {
    details: { version },
  });
}

export function segmentInUse(uses: readonly SegmentUse[]): AppError {
  const [first] = uses;
  const others = uses.length - 1;
  const more = others > 0 ? ` and ${others} more` : '';
  return new AppError(
    'segment.inUse',
    409,
    `The ${first?.kind ?? 'campaign'} “${first?.name ?? ''}”${more} uses this segment. Remove it there first.`,
    { details: { usedBy: uses.map(({ kind, id, name }) => ({ kind, id, name })) } },
  );
}

/** A segment that leads back to itself. `names`: on the way, from the one that is saved. */
export function segmentCycle(names: readonly string[], path: string): AppError {
  const way = names.map((name) => `“${name}”`).join(' → ');
  return new AppError('segment.cycle', 422, `A segment cannot be part of itself: ${way}. Remove one of these conditions.`, {
    details: { path, names },
  });
}

export function unknownSegment(path: string): AppError {
  return new AppError('segment.unknownSegment', 422, 'One of the segments in these rules no longer exists. Choose another one.', {
    details: { path },
  });
}

export function segmentsTooDeep(most: number, path: string): AppError {
  return new AppError(
    'segment.tooDeep',
    422,
    `Together with the segments inside, the conditions are nested more than ${most} levels deep.`,
    {
      details: { path },
    },
  );
}

export function segmentsTooLarge(most: number, path: string): AppError {
  return new AppError('segment.tooManyConditions', 422, `Together with the segments inside, there are more than ${most} conditions.`, {
    details: { path },
  });
}

/** Its rules were understood when it was saved; something that they name is gone or has another type now. */
export function segmentBroken(id: string, name: string, reason: AppError): AppError {
  return new AppError(
    'segment.broken',
    422,
    `The rules of the segment “${name}” no longer work: ${reason.message} Open the segment and fix them.`,
    { details: { segmentId: id, reason: reason.code, path: reason.details['path'] ?? '' } },
  );
}

export const treeRequired = (): AppError => invalidField('tree', 'segment.emptyGroup', 'A segment needs at least one condition.');
