import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { conditionsOf, type RuleTree } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { summaryOf } from './segmentSummary.js';
import type { CreateSegmentDto, SegmentDto, UpdateSegmentDto } from './SegmentDtos.js';
import { segmentChangedMeanwhile, segmentInUse, segmentNameTaken, segmentNotFound, tooManySegments } from './segmentErrors.js';
import { SegmentReferences } from './SegmentReferences.js';
import { SegmentRepository, type StoredSegment } from './SegmentRepository.js';
import { SegmentTrees } from './SegmentTrees.js';

/** All of them are listed at once. */
const MOST = 500;

/** Rules that have a name. They are saved one after the other: two that name each other would both be right by themselves. */
@Injectable()
export class SegmentService implements OnModuleInit {
  constructor(
    private readonly segments: SegmentRepository,
    private readonly trees: SegmentTrees,
    private readonly references: SegmentReferences,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.references.register('segment', async (ctx, segmentId) =>
      (await this.segments.list(ctx)).filter(({ tree }) =>
        conditionsOf(tree).some((condition) => condition.rule === 'inSegment' && condition.with['segmentId'] === segmentId),
      ),
    );
  }

  async get(ctx: WorkspaceContext, id: string): Promise<SegmentDto> {
    return this.present(ctx, await this.find(ctx, id));
  }

  create(ctx: WorkspaceContext, { name, description = null, tree: given }: CreateSegmentDto): Promise<SegmentDto> {
    const now = nowIso(this.clock);
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.lock(ctx);
      const tree = await this.trees.read(ctx, given, { id: null, name });
      const segment: StoredSegment = {
        id: newId(),
        name,
        description: blankToNull(description),
        tree,
        contactCount: null,
        countedAt: null,
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      if ((await this.segments.count(ctx)) >= MOST) throw tooManySegments(MOST);
      if (!(await this.segments.insert(ctx, segment))) throw segmentNameTaken();
      await this.audit.record(ctx, { action: 'segment.created', entity: ['segment', segment.id], after: stateOf(segment) });
      return this.present(ctx, segment);
    });
  }

  /** The id of one with these rules: the one there is, however it is called, or a new one, with a number behind its name where that is taken. */
  async require(ctx: WorkspaceContext, input: CreateSegmentDto): Promise<string> {
    const all = await this.segments.list(ctx);
    const known = all.find(({ tree }) => isDeepStrictEqual(tree, input.tree));
    if (known) return known.id;
    const names = new Set(all.map(({ name }) => name));
    let name = input.name;
    for (let number = 2; names.has(name); number += 1) name = `${input.name} (${number})`;
    return (await this.create(ctx, { ...input, name })).id;
  }

  update(ctx: WorkspaceContext, id: string, input: UpdateSegmentDto): Promise<SegmentDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.lock(ctx);
      const before = await this.find(ctx, id);
      if (before.version !== input.version) throw segmentChangedMeanwhile(before.version);
      const name = input.name ?? before.name;
      const after: StoredSegment = {
        ...before,
        name,
        description: input.description === undefined ? before.description : blankToNull(input.description),
        ...(input.tree === undefined ? {} : rulesAfter(before, await this.trees.read(ctx, input.tree, { id, name }))),
        updatedAt: nowIso(this.clock),
      };
      if (await this.segments.isNameTaken(ctx, name, id)) throw segmentNameTaken();
      if (!(await this.segments.update(ctx, after))) throw segmentChangedMeanwhile(before.version + 1);
      await this.audit.record(ctx, { action: 'segment.updated', entity: ['segment', id], before: stateOf(before), after: stateOf(after) });
      return this.present(ctx, { ...after, version: before.version + 1 });
    });
  }

  /** The contacts stay. What uses it would mean other people without it, so that goes first. */
  /** @param version the one that the caller has seen; null: whichever there is */
  delete(ctx: WorkspaceContext, id: string, version: number | null): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.lock(ctx);
      const before = await this.find(ctx, id);
      if (version !== null && before.version !== version) throw segmentChangedMeanwhile(before.version);
      const uses = await this.references.usesOf(ctx, id);
      if (uses.length > 0) throw segmentInUse(uses);
      if (!(await this.segments.delete(ctx, id))) throw segmentNotFound();
      await this.audit.record(ctx, { action: 'segment.deleted', entity: ['segment', id], before: stateOf(before) });
    });
  }

  /** Names of those that exist. */
  namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    return this.segments.namesOf(ctx, ids);
  }

  /** The rules of segments with those of the segments inside, as one text that changes with any of them: what an approval covers. */
  async rulesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<string> {
    const trees = new Map<string, unknown>();
    const read = async (id: string): Promise<void> => {
      if (trees.has(id)) return;
      const segment = await this.segments.find(ctx, id);
      trees.set(id, segment?.tree ?? null);
      for (const condition of segment ? conditionsOf(segment.tree) : [])
        if (condition.rule === 'inSegment') await read(String(condition.with['segmentId']));
    };
    for (const id of ids) await read(id);
    return JSON.stringify([...trees].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Whoever begins to use a segment holds this, so that it is not deleted meanwhile. */
  lock(ctx: WorkspaceContext): Promise<void> {
    return serialise(ctx.manager, `segments ${ctx.workspaceId}`);
  }

  private async find(ctx: WorkspaceContext, id: string): Promise<StoredSegment> {
    const segment = await this.segments.find(ctx, id);
    if (!segment) throw segmentNotFound();
    return segment;
  }

  private async present(ctx: WorkspaceContext, segment: StoredSegment): Promise<SegmentDto> {
    return { ...summaryOf(segment), tree: { ...segment.tree }, usedBy: await this.references.usesOf(ctx, segment.id) };
  }
}

/** Other rules mean other contacts: their count is not that of before. */
function rulesAfter(before: StoredSegment, tree: RuleTree): Partial<StoredSegment> {
  return JSON.stringify(before.tree) === JSON.stringify(tree) ? {} : { tree, contactCount: null, countedAt: null };
}

function stateOf({ name, description, tree }: StoredSegment): Record<string, unknown> {
  return { name, description, rules: JSON.stringify(tree) };
}

function blankToNull(text: string | null): string | null {
  return text?.trim() ? text : null;
}
