import { Injectable } from '@nestjs/common';
import {
  conditionsOf,
  depthOf,
  findEmptyGroup,
  IN_SEGMENT,
  MAX_RULE_DEPTH,
  MAX_TREE_VALUES,
  pathOf,
  readRuleTree,
  type RuleCondition,
  type RuleTree,
} from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { sql } from '../../platform/database/sql.js';
import { AppError } from '../../platform/http/AppError.js';
import type { ContactRule } from '../contacts/ContactRuleReferences.js';
import { ContactQueryService } from '../contacts/ContactQueryService.js';
import { segmentBroken, segmentCycle, segmentsTooDeep, segmentsTooLarge, unknownSegment } from './segmentErrors.js';
import { SegmentRepository, type StoredSegment } from './SegmentRepository.js';

/** Of a tree and all segments inside it. Each reference counts again, since each is compiled again. */
const MOST_CONDITIONS = 300;

/** The rules of segments: what may be saved, and what a condition about another segment means. */
@Injectable()
export class SegmentTrees {
  constructor(
    private readonly segments: SegmentRepository,
    private readonly queries: ContactQueryService,
  ) {}

  /**
   * Reads a tree that is to be saved or previewed as that of `self`. Throws 422 with a code and the place in the tree: what cannot be
   * understood, empty groups, segments that are gone or lead back to it, and what is too much with the segments inside.
   */
  async read(ctx: WorkspaceContext, given: unknown, self: { readonly id: string | null; readonly name: string }): Promise<RuleTree> {
    const reading = readRuleTree(given);
    const problem = 'problem' in reading ? reading.problem : findEmptyGroup(reading.tree);
    if (problem) throw new AppError(problem.code, 422, problem.message, { details: { path: problem.path } });
    const { tree } = reading as { tree: RuleTree };
    await this.checkReferences(ctx, tree, self);
    await this.queries.prepare(ctx, tree);
    return tree;
  }

  /** Who is in a segment is who meets its rules. One that is gone holds nobody. */
  rule(): ContactRule {
    return async (ctx, input, scope) => {
      const id = String(input.ask(IN_SEGMENT).values['segmentId']);
      const segment = scope.within.includes(id) ? null : await this.segments.find(ctx, id);
      if (!segment) return { matches: sql`1 = 0`, value: sql`NULL` };
      try {
        const inside = await this.queries.prepareInside(ctx, segment.tree, { ...scope, within: [...scope.within, id] });
        const { ids } = inside;
        return {
          matches: sql`(${inside.condition})`,
          value: sql`CAST(${segment.name} AS TEXT)`,
          candidates: inside.candidates,
          ...(ids && { ids }),
        };
      } catch (error) {
        if (error instanceof AppError && error.code.startsWith('segment.') && error.code !== 'segment.broken')
          throw segmentBroken(id, segment.name, error);
        throw error;
      }
    };
  }

  private async checkReferences(
    ctx: WorkspaceContext,
    tree: RuleTree,
    self: { readonly id: string | null; readonly name: string },
  ): Promise<void> {
    const known = new Map<string, StoredSegment | null>();
    const left = { conditions: MOST_CONDITIONS, values: MAX_TREE_VALUES };
    /** `at`: the condition of the tree itself through which we came here. */
    const walk = async (part: RuleTree, way: readonly { id: string | null; name: string }[], levels: number, at: string): Promise<void> => {
      const conditions = conditionsOf(part);
      left.conditions -= conditions.length;
      left.values -= valuesOf(conditions);
      if (left.conditions < 0 || left.values < 0) throw segmentsTooLarge(MOST_CONDITIONS, at);
      if (levels + depthOf(part) > MAX_RULE_DEPTH) throw segmentsTooDeep(MAX_RULE_DEPTH, at);
      for (const condition of conditions) {
        const id = condition.rule === 'inSegment' ? condition.with['segmentId'] : null;
        if (typeof id !== 'string') continue;
        const path = way.length > 1 ? at : (pathOf(tree, condition) ?? '');
        if (!known.has(id)) known.set(id, await this.segments.find(ctx, id));
        const found = known.get(id);
        if (!found) throw unknownSegment(path);
        if (way.some((one) => one.id === id)) throw segmentCycle([...way.map(({ name }) => name), found.name], path);
        await walk(found.tree, [...way, found], levels + (pathOf(part, condition) ?? '').split('.').filter(Boolean).length, path);
      }
    };
    await walk(tree, [self], 0, '');
  }
}

function valuesOf(conditions: readonly RuleCondition[]): number {
  return conditions.reduce(
    (sum, { with: values }) => sum + Object.values(values).reduce<number>((all, one) => all + (Array.isArray(one) ? one.length : 1), 0),
    0,
  );
}
