import { Injectable } from '@nestjs/common';
import { conditionsOf, type ExplainedTree, explainTree, readRuleTree, type RuleCondition, type RuleTree } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { isPostgres, queryOne, sql, type SqlFragment } from '../../platform/database/sql.js';
import { badRuleTree, contactNotFound } from './contactErrors.js';
import { type ContactFilter, treeOf } from './contactFilters.js';
import { type CompiledRule, ContactRuleReferences } from './ContactRuleReferences.js';
import { ContactQuery, type ContactState } from './query/ContactQuery.js';

/** Makes SQL of a tree of rules, and says for one contact why it is meant or not. */
@Injectable()
export class ContactQueryService {
  constructor(private readonly rules: ContactRuleReferences) {}

  /** Throws 422 with a code and the place in the tree when it cannot be understood. `given` may come from a request or a stored segment. */
  async prepare(ctx: WorkspaceContext, given: unknown, state: ContactState = 'live'): Promise<ContactQuery> {
    const tree = this.read(given);
    const scope = scopeOf(ctx, state);
    return new ContactQuery(tree, await this.compile(ctx, tree, scope), { state, contacts: scope });
  }

  /** The filter of the contact table, its moments in UTC. */
  ofFilter(ctx: WorkspaceContext, filter: ContactFilter): Promise<ContactQuery> {
    return this.prepare(ctx, treeOf(filter), filter.trashed ? 'trashed' : 'live');
  }

  /** The same tree, each part with its own result for this contact and the value that decided it. One statement. */
  async explain(ctx: WorkspaceContext, given: unknown, contactId: string): Promise<ExplainedTree> {
    const tree = this.read(given);
    const scope = scopeOf(ctx, 'any');
    const rules = [...(await this.compile(ctx, tree, scope))];
    const columns = rules.map(
      ([, { matches, value }], index) =>
        sql`, COALESCE((${matches}), ${false}) AS ${sql.raw(`holds_${index}`)}, ${value} AS ${sql.raw(`value_${index}`)}`,
    );
    const row = await queryOne<Record<string, string | number | boolean | null>>(
      ctx.manager,
      sql`SELECT c.id ${sql.join(columns, ' ')} FROM base_contacts c WHERE c.id = ${contactId} AND ${scope}`,
    );
    if (!row) throw contactNotFound();
    const places = new Map(rules.map(([condition], index) => [condition, index]));
    return explainTree(tree, (condition) => {
      const place = places.get(condition);
      const value = row[`value_${place}`] ?? null;
      return { holds: Boolean(row[`holds_${place}`]), value: value === null ? null : String(value) };
    });
  }

  private read(given: unknown): RuleTree {
    const read = readRuleTree(given);
    if ('problem' in read) throw badRuleTree(read.problem);
    return read.tree;
  }

  private async compile(ctx: WorkspaceContext, tree: RuleTree, contacts: SqlFragment): Promise<Map<RuleCondition, CompiledRule>> {
    const compiled = new Map<RuleCondition, CompiledRule>();
    for (const condition of conditionsOf(tree))
      compiled.set(condition, await this.rules.compile(ctx, condition, { contacts, postgres: isPostgres(ctx.manager) }));
    return compiled;
  }
}

function scopeOf(ctx: WorkspaceContext, state: ContactState): SqlFragment {
  const own = sql`c.workspace_id = ${ctx.workspaceId}`;
  if (state === 'any') return own;
  return state === 'trashed' ? sql`${own} AND c.deleted_at IS NOT NULL` : sql`${own} AND c.deleted_at IS NULL`;
}
