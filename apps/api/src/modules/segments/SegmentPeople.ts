import { Injectable } from '@nestjs/common';
import { conditionsOf, type ExplainedTree, isCondition, type RuleTree } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { ContactQueryService } from '../contacts/ContactQueryService.js';
import { ContactTable } from '../contacts/public.js';
import type { ExplainSegmentDto, PreviewSegmentDto, SegmentExplanationDto, SegmentPreviewDto } from './SegmentDtos.js';
import { SegmentRepository } from './SegmentRepository.js';
import { SegmentTrees } from './SegmentTrees.js';

const SAMPLE = 20;
/** A count that took longer is not made again within a minute. */
const LONG_MS = 400;
const KEPT_MS = 60_000;
const MOST_KEPT = 200;

interface Kept {
  readonly count: number;
  readonly asOf: string;
}

/** Who meets rules, how many they are, and why someone does or does not. */
@Injectable()
export class SegmentPeople {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly trees: SegmentTrees,
    private readonly segments: SegmentRepository,
    private readonly queries: ContactQueryService,
    private readonly table: ContactTable,
    private readonly clock: Clock,
  ) {}

  async preview(ctx: WorkspaceContext, { tree: given, segmentId = null }: PreviewSegmentDto): Promise<SegmentPreviewDto> {
    const tree = await this.trees.read(ctx, given, { id: segmentId, name: 'This segment' });
    const rules = JSON.stringify(tree);
    const { items } = await this.table.list(ctx, { rules, sort: '-createdAt', limit: SAMPLE });
    return { ...(await this.count(ctx, rules)), people: items };
  }

  /** Segments inside are explained too. */
  async explain(ctx: WorkspaceContext, { tree: given, segmentId = null, contactId }: ExplainSegmentDto): Promise<SegmentExplanationDto> {
    const tree = await this.trees.read(ctx, given, { id: segmentId, name: 'This segment' });
    return { tree: { ...(await this.explainTree(ctx, tree, contactId)) } };
  }

  private async explainTree(ctx: WorkspaceContext, tree: RuleTree, contactId: string): Promise<ExplainedTree> {
    const explained = await this.queries.explain(ctx, tree, contactId);
    const inside = new Map<string, ExplainedTree>();
    for (const { rule, with: values } of conditionsOf(tree)) {
      const id = rule === 'inSegment' ? String(values['segmentId']) : '';
      const segment = id && !inside.has(id) ? await this.segments.find(ctx, id) : null;
      if (segment) inside.set(id, await this.explainTree(ctx, segment.tree, contactId));
    }
    return inside.size === 0 ? explained : withInside(explained, inside);
  }

  private async count(ctx: WorkspaceContext, rules: string): Promise<Kept> {
    const key = `${ctx.workspaceId} ${rules}`;
    const now = this.clock.now();
    const known = this.kept.get(key);
    if (known && now.getTime() - Date.parse(known.asOf) < KEPT_MS) return known;
    const started = performance.now();
    const counted: Kept = { ...(await this.table.count(ctx, { rules })), asOf: now.toISOString() };
    this.kept.delete(key);
    if (performance.now() - started > LONG_MS) this.keep(key, counted);
    return counted;
  }

  private keep(key: string, counted: Kept): void {
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(key, counted);
  }
}

function withInside(tree: ExplainedTree, inside: ReadonlyMap<string, ExplainedTree>): ExplainedTree {
  if (isCondition(tree)) {
    const found = tree.rule === 'inSegment' ? inside.get(String(tree.with['segmentId'])) : undefined;
    return found ? { ...tree, inside: found } : tree;
  }
  if ('not' in tree) return { ...tree, not: withInside(tree.not, inside) };
  if ('and' in tree) return { ...tree, and: tree.and.map((part) => withInside(part, inside)) };
  return { ...tree, or: tree.or.map((part) => withInside(part, inside)) };
}
