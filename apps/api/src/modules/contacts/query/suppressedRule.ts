import { RULE_CHANNELS, SUPPRESSED_QUESTIONS } from '@rapport/common';
import { sql } from '../../../platform/database/sql.js';
import type { ContactRule } from '../ContactRuleReferences.js';

/** Whether the primary address or number may not be written to, and for which reasons. No reasons: for any. */
export const suppressedRule: ContactRule = (ctx, input, { contacts }) => {
  const channel = input.oneOf('channel', RULE_CHANNELS);
  const reasons = (input.ask(SUPPRESSED_QUESTIONS).values['reasons'] ?? []) as readonly string[];
  const key = sql.raw(channel === 'email' ? 'c.email_key' : 'c.phone_e164');
  const rows = sql`s.workspace_id = ${ctx.workspaceId} AND s.channel = ${channel} ${sql.if(reasons.length > 0, () => sql`AND s.reason IN (${sql.list(reasons)})`)}`;
  return {
    matches: sql`${key} IS NOT NULL AND EXISTS (SELECT 1 FROM suppressions s WHERE ${rows} AND s.address_key = ${key})`,
    value: sql`(SELECT s.reason FROM suppressions s WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = ${channel} AND s.address_key = ${key})`,
    candidates: [
      sql`SELECT c.search_id FROM suppressions s CROSS JOIN base_contacts c ON ${key} = s.address_key AND ${key} IS NOT NULL WHERE ${rows} AND ${contacts}`,
    ],
  };
};
