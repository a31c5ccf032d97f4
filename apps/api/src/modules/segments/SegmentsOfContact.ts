import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../platform/database/sql.js';
import { AppError } from '../../platform/http/AppError.js';
import { ContactQueryService } from '../contacts/ContactQueryService.js';
import { ContactService } from '../contacts/ContactService.js';
import type { ContactSegmentDto } from './SegmentDtos.js';
import { SegmentRepository, type StoredSegment } from './SegmentRepository.js';

/** Asked in one statement: few enough for the bound values and the depth that both databases allow. */
const AT_ONCE = 10;

/** In which segments one contact is. */
@Injectable()
export class SegmentsOfContact {
  constructor(
    private readonly segments: SegmentRepository,
    private readonly queries: ContactQueryService,
    private readonly contacts: ContactService,
  ) {}

  /** By name. One whose rules no longer work holds nobody; its own page says why. A contact in the trash is in none. */
  async list(ctx: WorkspaceContext, contactId: string): Promise<ContactSegmentDto[]> {
    const { deletedAt } = await this.contacts.require(ctx, contactId);
    const all = deletedAt === null ? await this.segments.list(ctx) : [];
    const found: ContactSegmentDto[] = [];
    for (let from = 0; from < all.length; from += AT_ONCE)
      found.push(...(await this.holding(ctx, contactId, all.slice(from, from + AT_ONCE))));
    return found;
  }

  private async holding(ctx: WorkspaceContext, contactId: string, segments: readonly StoredSegment[]): Promise<ContactSegmentDto[]> {
    const asked = [];
    for (const segment of segments) {
      const query = await this.queries.prepare(ctx, segment.tree, 'any').catch(unreadable);
      if (query) asked.push({ segment, condition: query.condition });
    }
    if (asked.length === 0) return [];
    const columns = asked.map(({ condition }, index) => sql`COALESCE((${condition}), ${false}) AS ${sql.raw(`holds_${index}`)}`);
    const [row] = await queryRowsAside<Record<string, boolean | number>>(
      ctx.manager,
      sql`SELECT ${sql.join(columns, ', ')} FROM base_contacts c WHERE c.id = ${contactId} AND c.workspace_id = ${ctx.workspaceId}`,
    );
    return asked.filter((_, index) => Boolean(row?.[`holds_${index}`])).map(({ segment: { id, name } }) => ({ id, name }));
  }
}

function unreadable(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}
