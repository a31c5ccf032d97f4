import { Injectable } from '@nestjs/common';
import {
  conditionsOf,
  type ExplainedTree,
  explainTree,
  pathOf,
  readRuleTree,
  type RuleCondition,
  type RuleTree,
  wallTimeOf,
} from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { isPostgres, queryOne, sql, type SqlFragment } from '../../platform/database/sql.js';
import { Clock } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { atPath, badRuleTree, contactNotFound } from './contactErrors.js';
import { type ContactFilter, treeOf } from './contactFilters.js';
import { type CompiledRule, ContactRuleReferences, type RulePlace, type RuleScope } from './ContactRuleReferences.js';
import { ContactQuery, type ContactState } from './query/ContactQuery.js';

/** Makes SQL of a tree of rules, and says for one contact why it is meant or not. */
@Injectable()
export class ContactQueryService {
  constructor(
    private readonly rules: ContactRuleReferences,
    private readonly workspaces: WorkspaceService,
    private readonly clock: Clock,
  ) {}

  /** Throws 422 with a code and the place in the tree when it cannot be understood. `given` may come from a request or a stored segment. */
  async prepare(ctx: WorkspaceContext, given: unknown, state: ContactState = 'live', isForReader = false): Promise<ContactQuery> {
    const tree = this.read(given);
    const contacts = scopeOf(ctx, state);
    return new ContactQuery(tree, await this.compile(ctx, tree, { ...this.scope(ctx, contacts), isForReader }), { state, contacts });
  }

  /** A tree that is asked inside another one, about the same contacts. */
  async prepareInside(ctx: WorkspaceContext, tree: RuleTree, scope: RuleScope): Promise<ContactQuery> {
    return new ContactQuery(tree, await this.compile(ctx, tree, { ...scope, isForReader: false }), {
      state: 'any',
      contacts: scope.contacts,
    });
  }

  /** The filter of the contact table, its moments in UTC. */
  ofFilter(ctx: WorkspaceContext, filter: ContactFilter): Promise<ContactQuery> {
    return this.prepare(ctx, treeOf(filter), filter.trashed ? 'trashed' : 'live');
  }

  /** The same for the table of the person who looks at it: with what only they see. */
  ofReader(ctx: WorkspaceContext, filter: ContactFilter): Promise<ContactQuery> {
    return this.prepare(ctx, treeOf(filter), filter.trashed ? 'trashed' : 'live', ctx.actor.type === 'user');
  }

  /** The same tree, each part with its own result for this contact and the value that decided it. One statement. */
  async explain(ctx: WorkspaceContext, given: unknown, contactId: string): Promise<ExplainedTree> {
    const tree = this.read(given);
    const contacts = scopeOf(ctx, 'any');
    const rules = [...(await this.compile(ctx, tree, this.scope(ctx, contacts)))];
    const columns = rules.map(
      ([, { matches, value }], index) =>
        sql`, COALESCE((${matches}), ${false}) AS ${sql.raw(`holds_${index}`)}, ${value} AS ${sql.raw(`value_${index}`)}`,
    );
    const row = await queryOne<Record<string, string | number | boolean | null>>(
      ctx.manager,
      sql`SELECT c.id ${sql.join(columns, ' ')} FROM base_contacts c WHERE c.id = ${contactId} AND ${contacts}`,
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

  private async compile(ctx: WorkspaceContext, tree: RuleTree, scope: RuleScope): Promise<Map<RuleCondition, CompiledRule>> {
    const compiled = new Map<RuleCondition, CompiledRule>();
    for (const condition of conditionsOf(tree))
      try {
        compiled.set(condition, await this.rules.compile(ctx, condition, scope));
      } catch (error) {
        throw atPath(error, pathOf(tree, condition) ?? '');
      }
    return compiled;
  }

  private scope(ctx: WorkspaceContext, contacts: SqlFragment): RuleScope {
    let place: Promise<RulePlace> | null = null;
    return { contacts, postgres: isPostgres(ctx.manager), within: [], place: () => (place ??= this.placeOf(ctx)) };
  }

  private async placeOf(ctx: WorkspaceContext): Promise<RulePlace> {
    const { timeZone, defaultCountry } = await this.workspaces.require(ctx);
    return { timeZone, today: wallTimeOf(this.clock.now(), timeZone).slice(0, 10), country: defaultCountry as CountryCode | null };
  }
}

function scopeOf(ctx: WorkspaceContext, state: ContactState): SqlFragment {
  const own = sql`c.workspace_id = ${ctx.workspaceId}`;
  if (state === 'any') return own;
  return state === 'trashed' ? sql`${own} AND c.deleted_at IS NOT NULL` : sql`${own} AND c.deleted_at IS NULL`;
}
