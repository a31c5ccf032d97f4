import { createHash } from 'node:crypto';
import type { IntakeChange } from '../../lists/public.js';
import type { ImportCounts, ImportRecord } from '../Import.js';
import type { StartImportDto } from '../ImportDtos.js';
import { importJobKey } from '../running/runImport.js';
import type { RehearsalGroup, RehearsalStatus } from './RehearsalDtos.js';

export interface RehearsalCounts extends ImportCounts {
  readonly conflict: number;
  readonly suppressed: number;
}

export interface RehearsalRecord {
  readonly importId: string;
  readonly runId: string;
  readonly status: RehearsalStatus;
  readonly input: StartImportDto;
  readonly settingsHash: string;
  readonly processedRows: number;
  readonly bytesProcessed: number;
  readonly counts: RehearsalCounts;
  readonly errorMessage: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** One of the first rows of a group. */
export interface RehearsalRow {
  readonly kind: RehearsalGroup;
  readonly rowNumber: number;
  readonly line: number;
  readonly name: string | null;
  readonly column: string | null;
  readonly code: string | null;
  readonly reason: string | null;
  readonly raw: string | null;
  readonly changes: readonly IntakeChange[];
}

/** What decides how the file is read and where its columns go. With another hash, a rehearsal is out of date. */
export function settingsHash({ encoding, delimiter, preset, table, options }: ImportRecord): string {
  const { header, headerLine, hasBackslashes, columns, workbook } = table;
  const { defaultCountry, emptyWords, consent } = options;
  const settings = {
    encoding,
    delimiter,
    preset,
    header,
    headerLine,
    hasBackslashes,
    columns,
    workbook,
    defaultCountry,
    emptyWords,
    consent,
  };
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url');
}

export const REHEARSE_IMPORT = 'imports.rehearse';

export interface RehearseImportPayload {
  readonly workspaceId: string;
  readonly importId: string;
  readonly runId: string;
}

export function rehearsalJobKey({ importId, runId }: Pick<RehearseImportPayload, 'importId' | 'runId'>): string {
  return `${importJobKey(importId)}:rehearsal:${runId}`;
}
