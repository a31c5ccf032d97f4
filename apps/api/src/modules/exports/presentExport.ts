import type { TimelineType } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import type { ExportDto, TimelineSelectionDto } from './ExportDtos.js';
import type { ExportRecord, TimelineSelection } from './exportTypes.js';

export function presentExport(ctx: WorkspaceContext, record: ExportRecord): ExportDto {
  const { id, kind, format, status, options, selection, hasFile } = record;
  const { contacts, timeline, personId } = selection;
  return {
    id,
    kind,
    format,
    status,
    fileName: fileNameOf(record),
    chosen: contacts?.contactIds?.length ?? null,
    filter: contacts?.filter ?? null,
    timeline: timeline ? presentTimeline(timeline) : null,
    personId: personId ?? null,
    columnCount: options.columns.length,
    formulaSafe: options.formulaSafe,
    rowCount: record.rowCount,
    total: record.total,
    fileSize: record.fileSize,
    actorName: record.actorName,
    canDownload: hasFile && isOf(ctx, record),
    hasFile,
    error: record.errorMessage,
    createdAt: record.createdAt,
    finishedAt: record.finishedAt,
    expiresAt: record.expiresAt,
  };
}

/** `contacts-2026-01-31.csv` */
export function fileNameOf({ kind, format, createdAt }: Pick<ExportRecord, 'kind' | 'format' | 'createdAt'>): string {
  return `${kind}-${createdAt.slice(0, 10)}.${format}`;
}

/** Whoever asked for it, or a key that they have made. */
export function isOf(ctx: WorkspaceContext, { userId }: Pick<ExportRecord, 'userId'>): boolean {
  return userId !== null && userId === actorUserId(ctx);
}

function presentTimeline({ contactId, types, from, to }: TimelineSelection): TimelineSelectionDto {
  return {
    ...(contactId === null ? {} : { contactId }),
    ...(types.length === 0 ? {} : { types: types as TimelineType[] }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}
