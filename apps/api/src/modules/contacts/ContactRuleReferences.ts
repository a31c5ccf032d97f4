import { Injectable } from '@nestjs/common';
import type { RuleCondition } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { CountryCode } from 'libphonenumber-js/max';
import type { SqlFragment } from '../../platform/database/sql.js';
import { ruleOfReader, unknownRule } from './contactErrors.js';
import { RuleInput } from './query/RuleInput.js';

/** What is true of every contact that is asked about. */
export interface RuleScope {
  /** Holds for a row `c` of base_contacts: of the workspace, live or in the trash as it was asked for. */
  readonly contacts: SqlFragment;
  readonly postgres: boolean;
  /** Where and when it is asked. Read once for a whole tree, by the first rule that needs it. */
  readonly place: () => Promise<RulePlace>;
  /** The answer is for the person who asks, and for nobody else: their own fields may be asked for. */
  readonly isForReader?: boolean;
  /** Segments inside which this is compiled, the outermost first. */
  readonly within: readonly string[];
}

export interface RulePlace {
  /** In the time zone of the workspace: 2026-01-31. */
  readonly today: string;
  readonly timeZone: string;
  /** Of phone numbers without a country code. */
  readonly country: CountryCode | null;
}

/** A condition with its values, as SQL about a row `c` of base_contacts. Values are bound. */
export interface CompiledRule {
  readonly matches: SqlFragment;
  /** Text: what decided it for this contact, NULL when there is nothing. */
  readonly value: SqlFragment;
  /** Sets of `search_id` that hold every match, each read from an index: SQLite alone asks for them. */
  readonly candidates?: readonly SqlFragment[];
  /** PostgreSQL's statistics say nothing about rare elements of a list of words, which an index finds at once. */
  readonly isGuessed?: boolean;
  /** All matches as a set of `id`, where another table has them by itself; `isOrdered`: its index has them in order. */
  readonly ids?: { readonly set: SqlFragment; readonly isOrdered: boolean };
}

/** Reads the values of a condition and makes SQL of it. Throws what `input` throws when a value is wrong. */
export type ContactRule = (ctx: WorkspaceContext, input: RuleInput, scope: RuleScope) => CompiledRule | Promise<CompiledRule>;

/** What can be asked about a contact, by name. Whoever keeps the data registers the rule in `onModuleInit`; contacts know only this shape. */
@Injectable()
export class ContactRuleReferences {
  private readonly rules = new Map<string, ContactRule>();
  private readonly readerRules = new Map<string, ContactRule>();

  register(name: string, rule: ContactRule): void {
    if (this.rules.has(name)) throw new Error(`There are two rules named ${name}.`);
    this.rules.set(name, rule);
  }

  /** A rule about what only the reader sees: no segment, campaign, export or bulk action may hold it, because others would see whom it leaves. */
  registerForReader(name: string, rule: ContactRule): void {
    this.readerRules.set(name, rule);
  }

  names(): string[] {
    return [...this.rules.keys()];
  }

  async compile(ctx: WorkspaceContext, condition: RuleCondition, scope: RuleScope): Promise<CompiledRule> {
    const ofReader = this.readerRules.get(condition.rule);
    if (ofReader && !scope.isForReader) throw ruleOfReader();
    const rule = ofReader ?? this.rules.get(condition.rule);
    if (!rule) throw unknownRule(condition.rule);
    const input = new RuleInput(condition);
    const compiled = await rule(ctx, input, scope);
    input.assertRead();
    return compiled;
  }
}
