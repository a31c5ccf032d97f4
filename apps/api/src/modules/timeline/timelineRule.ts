import { TIMELINE_QUESTIONS } from '@rapport/common';
import { sql } from '../../platform/database/sql.js';
import type { ContactRule } from '../contacts/ContactRuleReferences.js';
import { howOften } from '../contacts/public.js';

/** How many entries of some types the timeline has. No types: of any. */
export const timelineRule: ContactRule = (_ctx, input, scope) => {
  const { operator, values } = input.ask(TIMELINE_QUESTIONS);
  const types = (values['types'] ?? []) as readonly string[];
  const rows = sql`FROM communication_logs t WHERE t.contact_id = c.id AND t.deleted_at IS NULL ${sql.if(types.length > 0, () => sql`AND t.type IN (${sql.list(types)})`)}`;
  return howOften(operator, values, { rows, time: sql.raw('t.timestamp') }, scope);
};
