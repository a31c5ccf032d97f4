import type { RuleValue } from '@rapport/common';
import { sql, type SqlFragment } from '../../../platform/database/sql.js';
import type { CompiledRule, RuleScope } from '../ContactRuleReferences.js';
import { dayRange } from './dayRanges.js';

/** Rows of a contact, as `FROM … WHERE …` without the window, and the column of their time. */
export interface RowsOfContact {
  readonly rows: SqlFragment;
  readonly time: SqlFragment;
}

/** How often something was in the last days: what `countQuestions` of libs/common asks. The value is the number, and the last time. */
export async function howOften(
  operator: string | null,
  values: Readonly<Record<string, RuleValue>>,
  { rows, time }: RowsOfContact,
  scope: RuleScope,
): Promise<CompiledRule> {
  const days = values['days'] ?? null;
  const from = days === null ? null : (dayRange('inLast', { days }, await scope.place()).from?.moment ?? null);
  const counted = sql`${rows} ${sql.if(from, () => sql`AND ${time} >= ${from}`)}`;
  const value = sql`(SELECT CASE WHEN COUNT(*) = 0 THEN '0' ELSE CAST(COUNT(*) AS TEXT) || ', ' || MAX(${time}) END ${counted})`;
  if (operator === 'ever') return { matches: sql`EXISTS (SELECT 1 ${counted})`, value };
  const times = Number(values['times']);
  return { matches: sql`(SELECT COUNT(*) ${counted}) ${sql.raw(operator === 'atLeast' ? '>=' : '<=')} ${times}`, value };
}
