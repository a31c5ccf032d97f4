import { isCondition, requiredConditions, type RuleCondition, type RuleTree } from '@rapport/common';
import { sql, type SqlFragment } from '../../../platform/database/sql.js';
import type { CompiledRule } from '../ContactRuleReferences.js';

/** Which contacts of the workspace are asked about. */
export type ContactState = 'live' | 'trashed' | 'any';

/** A tree whose conditions are compiled: SQL about a row `c` of base_contacts. */
export class ContactQuery {
  constructor(
    private readonly tree: RuleTree,
    private readonly rules: ReadonlyMap<RuleCondition, CompiledRule>,
    private readonly scope: { readonly state: ContactState; readonly contacts: SqlFragment },
  ) {}

  /** Holds for whoever is meant. */
  get where(): SqlFragment {
    return sql`${this.scope.contacts} AND ${this.condition}`;
  }

  /** The tree alone, for a row that is known to be in its scope. */
  get condition(): SqlFragment {
    return this.compile(this.tree);
  }

  /** As `where`, for whoever goes through all of them: what another table has by itself is taken from there, and costs what it holds. */
  get whereInSet(): SqlFragment {
    const { ids } = this;
    return ids ? sql`${this.scope.contacts} AND c.id IN (${ids.set})` : this.where;
  }

  /** True when no condition leaves anybody out. */
  get isEveryone(): boolean {
    return this.rules.size === 0 && 'and' in this.tree && requiredConditions(this.tree).length === 0 && this.tree.and.length === 0;
  }

  /** Sets of `search_id`, one for each condition that an index can answer by itself; all that are meant are in each of them. */
  get candidates(): SqlFragment[] {
    return requiredConditions(this.tree).flatMap((condition) => this.rules.get(condition)?.candidates ?? []);
  }

  /** Who is asked about, before any condition. */
  get contacts(): SqlFragment {
    return this.scope.contacts;
  }

  /** True when PostgreSQL cannot tell how many are meant. */
  get isGuessed(): boolean {
    return requiredConditions(this.tree).some((condition) => this.rules.get(condition)?.isGuessed);
  }

  /** All matches as a set of ids, when the whole tree is one condition that has them. */
  get ids(): CompiledRule['ids'] {
    return this.only?.ids;
  }

  get isTrash(): boolean {
    return this.scope.state === 'trashed';
  }

  /** A page of ids in their order. One condition may have them in the index of its own table, the trash included; else the contacts are walked. */
  pageOfIds(after: string | null, limit: number): SqlFragment {
    const { ids } = this;
    const from =
      ids?.isOrdered && this.scope.state === 'any'
        ? sql`SELECT k.id FROM (${ids.set}) AS k WHERE 1 = 1 ${sql.if(after, sql`AND k.id > ${after}`)} ORDER BY k.id`
        : sql`SELECT c.id FROM base_contacts c WHERE ${this.where} ${sql.if(after, sql`AND c.id > ${after}`)} ORDER BY c.id`;
    return sql`${from} LIMIT ${sql.raw(String(limit))}`;
  }

  /** The rule when the whole tree is one condition. */
  private get only(): CompiledRule | undefined {
    return isCondition(this.tree) ? this.rules.get(this.tree) : undefined;
  }

  private compile(tree: RuleTree): SqlFragment {
    if (isCondition(tree)) return this.rules.get(tree)?.matches ?? sql`1 = 0`;
    // What is unknown does not hold; without this, its opposite would not hold either.
    if ('not' in tree) return sql`NOT COALESCE((${this.compile(tree.not)}), ${false})`;
    if ('and' in tree)
      return tree.and.length === 0
        ? sql`1 = 1`
        : join(
            tree.and.map((part) => this.compile(part)),
            ' AND ',
          );
    return tree.or.length === 0
      ? sql`1 = 0`
      : sql`(${join(
          tree.or.map((part) => this.compile(part)),
          ' OR ',
        )})`;
  }
}

function join(parts: readonly SqlFragment[], operator: ' AND ' | ' OR '): SqlFragment {
  return sql.join(
    parts.map((part) => sql`(${part})`),
    operator,
  );
}
