import { type Question, type RuleCondition, type RuleValue, slotProblem } from '@rapport/common';
import { isStorable } from '../../../platform/database/isStorable.js';
import { badRuleValue } from '../contactErrors.js';

/** The values of one condition. What its rule does not read is refused, so that a misspelt name does not change who is meant. */
export class RuleInput {
  private readonly read = new Set<string>();

  constructor(private readonly condition: RuleCondition) {
    for (const [name, value] of Object.entries(condition.with)) {
      const texts: readonly RuleValue[] = Array.isArray(value) ? (value as readonly string[]) : [value as RuleValue];
      if (texts.some((text) => typeof text === 'string' && !isStorable(text))) throw this.refuse(name, 'holds characters that no text has');
    }
  }

  /** The question that is asked, and its values as the shared description of questions has them (libs/common). */
  ask(questions: readonly Question[]): { readonly operator: string | null; readonly values: Readonly<Record<string, RuleValue>> } {
    const operators = questions.flatMap(({ operator }) => operator ?? []);
    const operator = operators.length > 0 ? this.oneOf('operator', operators) : null;
    const question = questions.find((one) => one.operator === operator);
    const values: Record<string, RuleValue> = {};
    for (const slot of question?.slots ?? []) {
      const given = this.value(slot.name);
      const problem = slotProblem(slot, given);
      if (problem !== null) throw this.refuse(slot.name, problem);
      values[slot.name] = given ?? null;
    }
    return { operator, values };
  }

  text(name: string): string {
    const value = this.value(name);
    if (typeof value !== 'string' || value === '') throw this.refuse(name, 'must be a text');
    return value;
  }

  texts(name: string): readonly string[] {
    const value = this.value(name);
    if (!Array.isArray(value)) throw this.refuse(name, 'must be a list of texts');
    return value as readonly string[];
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const value = this.value(name);
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw this.refuse(name, `must be one of ${allowed.join(', ')}`);
    return found;
  }

  /** ISO 8601 in UTC, as times are stored. */
  optionalMoment(name: string): string | null {
    const value = this.value(name);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string' || Number.isNaN(Date.parse(value)))
      throw this.refuse(name, 'must be a moment such as 2026-01-31T09:00:00Z');
    return new Date(value).toISOString();
  }

  /** As it was given: the rule itself decides what it can be. Undefined when it is left out. */
  value(name: string): RuleValue | undefined {
    this.read.add(name);
    return this.condition.with[name];
  }

  refuse(name: string, reason: string): Error {
    return badRuleValue(this.condition.rule, name, reason);
  }

  assertRead(): void {
    for (const name of Object.keys(this.condition.with)) if (!this.read.has(name)) throw this.refuse(name, 'is not a value of this rule');
  }
}
