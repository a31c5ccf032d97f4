import type { Actor } from '../../../platform/context/Context.js';
import type { BulkInput } from '../ContactPartReferences.js';
import type { ContactSelectionDto } from './BulkDtos.js';

export const BULK_STATUSES = ['running', 'done', 'cancelled', 'failed', 'undoing', 'undone'] as const;
export type BulkStatus = (typeof BULK_STATUSES)[number];

/** One change to many contacts, as it is stored. */
export interface BulkRecord {
  readonly id: string;
  readonly action: string;
  readonly input: BulkInput;
  readonly selection: ContactSelectionDto;
  readonly actor: Actor;
  readonly status: BulkStatus;
  readonly upToId: string;
  readonly total: number | null;
  readonly processed: number;
  readonly cursorId: string | null;
  readonly affected: number;
  readonly errorMessage: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly undoProcessed: number;
  readonly undoCursorId: string | null;
  readonly undoAffected: number;
}

/** The action itself, or its undo. */
export type BulkPhase = 'do' | 'undo';

export function phaseOf({ status }: Pick<BulkRecord, 'status'>): BulkPhase | null {
  if (status === 'running') return 'do';
  return status === 'undoing' ? 'undo' : null;
}
