import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { toPage } from '../../platform/database/keyset.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page, PageQuery } from '../../platform/http/Page.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { CreateExportDto, ExportColumnDto, ExportDto } from './ExportDtos.js';
import { exportNotFound, tooManyWaiting } from './exportErrors.js';
import { ExportRepository } from './ExportRepository.js';
import { ExportSource } from './ExportSource.js';
import type { ExportKind, ExportRecord, ExportSelection } from './exportTypes.js';
import { presentExport } from './presentExport.js';
import { exportJob } from './runExport.js';

const MOST_WAITING = 20;

/** Exports: whether one may begin, and what became of those there are. */
@Injectable()
export class ExportService {
  constructor(
    private readonly exports: ExportRepository,
    private readonly source: ExportSource,
    private readonly queue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  columns(ctx: WorkspaceContext, kind: ExportKind): Promise<ExportColumnDto[]> {
    return this.source.columns(ctx, kind);
  }

  async list(ctx: WorkspaceContext, { cursor, limit }: PageQuery): Promise<Page<ExportDto>> {
    return toPage(
      await this.exports.list(ctx, cursor, limit),
      limit,
      ({ id }) => [id],
      (record) => presentExport(ctx, record),
    );
  }

  async get(ctx: WorkspaceContext, id: string): Promise<ExportDto> {
    return presentExport(ctx, await this.require(ctx, id));
  }

  async require(ctx: WorkspaceContext, id: string): Promise<ExportRecord> {
    const record = await this.exports.find(ctx, id);
    if (!record) throw exportNotFound();
    return record;
  }

  async create(ctx: WorkspaceContext, input: CreateExportDto): Promise<ExportDto> {
    const { kind, delimiter, byteOrderMark, formulaSafe } = input;
    const format = kind === 'person' ? 'json' : input.format;
    const { selection, columns } = await this.source.read(ctx, input);
    const id = newId();
    await this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, `exports ${ctx.workspaceId}`);
      if ((await this.exports.countUnfinished(ctx)) >= MOST_WAITING) throw tooManyWaiting(MOST_WAITING);
      const options = { columns, delimiter, byteOrderMark, formulaSafe };
      await this.exports.insert(ctx, { id, kind, format, options, selection, createdAt: nowIso(this.clock) });
      await this.queue.enqueue(ctx, exportJob(ctx.workspaceId, id));
      await this.audit.record(ctx, {
        action: 'export.started',
        entity: ['export', id],
        details: { kind, format, formulaSafe, ...told(selection) },
      });
    });
    return this.get(ctx, id);
  }
}

/** What the log keeps of a selection: the filter, or how many were named. */
function told({ contacts, timeline, personId }: ExportSelection): object {
  if (personId) return { contactId: personId };
  if (contacts?.contactIds) return { chosen: contacts.contactIds.length };
  return { filter: contacts?.filter ?? timeline ?? {} };
}
