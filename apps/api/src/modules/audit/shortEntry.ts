import { shortText } from '../../platform/http/shortText.js';
import type { AuditChangeDto, AuditEntryDto } from './AuditDtos.js';

/** So much of an entry is in a list: about 1.5 kB, whatever was changed. In UTF-16 units and numbers. */
const LONGEST_VALUE = 60;
const LONGEST_NAME = 120;
const LONGEST_SUMMARY = 300;
const MOST_CHANGES = 5;
const MOST_DETAILS = 5;

/** An entry as a list shows it. `isShortened` when something is missing. */
export function shortEntry(entry: AuditEntryDto): AuditEntryDto {
  const changes = entry.changes.slice(0, MOST_CHANGES).map(shortChange);
  const details = Object.fromEntries(Object.entries(entry.details).slice(0, MOST_DETAILS).map(shortDetail));
  const isSame = JSON.stringify({ changes, details }) === JSON.stringify({ changes: entry.changes, details: entry.details });
  return {
    ...entry,
    summary: shortText(entry.summary, LONGEST_SUMMARY),
    entity: entry.entity && { ...entry.entity, name: shortOrNull(entry.entity.name, LONGEST_NAME) },
    changes,
    details,
    isShortened: entry.isShortened || !isSame,
  };
}

function shortChange({ field, label, before, after }: AuditChangeDto): AuditChangeDto {
  return {
    field: shortText(field, LONGEST_VALUE),
    label: shortText(label, LONGEST_VALUE),
    before: shortOrNull(before, LONGEST_VALUE),
    after: shortOrNull(after, LONGEST_VALUE),
  };
}

/** Lists and objects are told by their JSON where they are long. */
function shortDetail([key, value]: [string, unknown]): [string, unknown] {
  if (typeof value === 'string') return [key, shortText(value, LONGEST_VALUE)];
  const json = JSON.stringify(value) ?? 'null';
  return [key, json.length > LONGEST_VALUE ? shortText(json, LONGEST_VALUE) : value];
}

function shortOrNull(text: string | null, length: number): string | null {
  return text === null ? null : shortText(text, length);
}
