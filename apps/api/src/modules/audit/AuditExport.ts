import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { CSV_MARK, writeCsv } from '../../platform/csv/writeCsv.js';
import type { Download } from '../../platform/http/asDownload.js';
import { Clock } from '../../platform/time/Clock.js';
import type { AuditChangeDto, AuditEntryDto, AuditFilterDto } from './AuditDtos.js';
import { AuditRepository } from './AuditRepository.js';
import { AuditService } from './AuditService.js';

const ROWS_AT_A_TIME = 500;
const HEADER = [
  'Entry',
  'Time (UTC)',
  'Who',
  'Kind of actor',
  'Actor id',
  'What',
  'Action',
  'Kind of record',
  'Record id',
  'Record',
  'Changes',
  'Details',
  'Address',
  'Request id',
];

/** The log, or the part that a filter leaves, as a CSV that is written while it is read: any size in flat memory. */
@Injectable()
export class AuditExport {
  constructor(
    private readonly entries: AuditRepository,
    private readonly service: AuditService,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Recorded when it begins: what left the house cannot be taken back by breaking off. */
  async download(ctx: WorkspaceContext, filter: AuditFilterDto): Promise<Download> {
    await this.audit.record(ctx, { action: 'audit.exported', entity: ['auditLog', ctx.workspaceId], details: { ...filter } });
    const day = this.clock.now().toISOString().slice(0, 10);
    return { fileName: `audit-log-${day}.csv`, stream: Readable.from(this.lines(ctx, await this.service.inUtc(ctx, filter))) };
  }

  private async *lines(ctx: WorkspaceContext, filter: AuditFilterDto): AsyncGenerator<string> {
    yield `${CSV_MARK}${writeCsv([HEADER])}`;
    for await (const rows of this.entries.stream(ctx, filter, ROWS_AT_A_TIME)) {
      yield writeCsv((await this.service.present(ctx, rows)).map(cellsOf));
    }
  }
}

function cellsOf(entry: AuditEntryDto): string[] {
  const { actor, entity } = entry;
  return [
    String(entry.seq),
    entry.at,
    actor.name,
    actor.type,
    actor.id ?? '',
    entry.summary,
    entry.action,
    entity?.type ?? '',
    entity?.id ?? '',
    entity?.name ?? '',
    entry.changes.map(changeCell).join('\n'),
    Object.keys(entry.details).length > 0 ? JSON.stringify(entry.details) : '',
    entry.ip ?? '',
    entry.requestId ?? '',
  ];
}

function changeCell({ label, before, after }: AuditChangeDto): string {
  return `${label}: ${before ?? '(empty)'} → ${after ?? '(empty)'}`;
}
