import { fullName } from '@rapport/common';
import type { AuditWords } from '../../platform/audit/AuditWords.js';
import { fieldLabel } from '../../platform/audit/tellActs.js';
import type { AuditChangeDto, AuditEntryDto } from './AuditDtos.js';
import type { AuditListRow } from './AuditRepository.js';

/** Stands for both values of a secret. */
const NOT_SHOWN = 'not shown';

interface Stored {
  readonly changes?: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly [detail: string]: unknown;
}

/** The names that an entry only has ids for. */
export interface EntryNames {
  actorName(row: AuditListRow): string;
  recordName(type: string, id: string): string | null;
}

/** The whole entry. Of a row that was too long to be listed, what it says is left out. */
export function presentEntry(row: AuditListRow, names: EntryNames, words: AuditWords, isAdmin: boolean): AuditEntryDto {
  const stored = (row.details ? JSON.parse(row.details) : {}) as Stored;
  const { changes: _changes, before, after, ...details } = stored;
  const changes = changesOf(stored);
  const { entityType, entityId } = row;
  const nameNow = entityType && entityId ? names.recordName(entityType, entityId) : null;
  return {
    id: row.id,
    seq: row.seq,
    at: row.timestamp,
    actor: { type: row.actorType, id: row.actorId, name: names.actorName(row) },
    action: row.action,
    summary: words.summaryOf(row.action, { changes, details, entityId }),
    entity:
      entityType && entityId
        ? { type: entityType, id: entityId, name: nameNow ?? nameIn(after) ?? nameIn(before) ?? nameIn(details), exists: nameNow !== null }
        : null,
    changes,
    details,
    isShortened: Boolean(row.isTooLong),
    ip: isAdmin ? row.ipAddress : null,
    requestId: isAdmin ? row.requestId : null,
  };
}

function changesOf({ changes, before, after }: Stored): AuditChangeDto[] {
  const pairs = changes
    ? Object.entries(changes)
    : Object.entries(after ?? before ?? {}).map(
        ([field, value]) => [field, after ? { before: null, after: value } : { before: value, after: null }] as const,
      );
  return pairs
    .map(([field, values]) => {
      // A secret is kept as the fact that it changed, without either value.
      const { before: old, after: fresh } = typeof values === 'object' ? values : { before: NOT_SHOWN, after: NOT_SHOWN };
      return { field, label: fieldLabel(field), before: shown(old), after: shown(fresh) };
    })
    .filter((change) => change.before !== null || change.after !== null);
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.length > 0 ? value.join(', ') : null;
  return JSON.stringify(value);
}

function nameIn(state: Readonly<Record<string, unknown>> | undefined): string | null {
  const { name, label, fileName, firstName, lastName, primaryEmail } = state ?? {};
  const person = fullName({ firstName: textOf(firstName), lastName: textOf(lastName) });
  return [name, label, fileName, person, primaryEmail].find((text): text is string => typeof text === 'string' && text !== '') ?? null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
