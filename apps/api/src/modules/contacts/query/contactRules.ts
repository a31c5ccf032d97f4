import { foldText } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { sql, type SqlFragment } from '../../../platform/database/sql.js';
import { CONTACT_STATUSES, type ContactStatus } from '../contactFilters.js';
import type { CompiledRule, ContactRule } from '../ContactRuleReferences.js';
import { dateRule, fieldRule } from './fieldRule.js';
import { suppressedRule } from './suppressedRule.js';

/** What contacts know about themselves. `emailStatus` reads suppressions: consent comes before contacts and cannot name their rows. */
export const contactRules: Readonly<Record<'company' | 'created' | 'emailStatus' | 'field' | 'date' | 'suppressed', ContactRule>> = {
  field: fieldRule,
  date: dateRule,
  suppressed: suppressedRule,
  company: (_ctx, input, { contacts }) => {
    const company = foldText(input.text('is'));
    return {
      matches: sql`c.sort_company = ${company}`,
      value: sql`c.company`,
      candidates: [
        sql`SELECT c.search_id FROM base_contacts c WHERE ${contacts} AND c.sort_company IS NOT NULL AND c.sort_company = ${company}`,
      ],
    };
  },
  /** From `after` on, until before `before`. */
  created: (_ctx, input, { contacts }) => {
    const [after, before] = [input.optionalMoment('after'), input.optionalMoment('before')];
    if (after === null && before === null) throw input.refuse('after', 'or "before" must be given');
    const matches = sql.join(
      [...(after ? [sql`c.created_on >= ${after}`] : []), ...(before ? [sql`c.created_on < ${before}`] : [])],
      ' AND ',
    );
    return {
      matches,
      value: sql`c.created_on`,
      candidates: [sql`SELECT c.search_id FROM base_contacts c WHERE ${contacts} AND ${matches}`],
    };
  },
  emailStatus: (ctx, input, { contacts }) => emailStatus(ctx, input.oneOf('is', CONTACT_STATUSES), contacts),
};

const REASONS = { unsubscribed: ['unsubscribed', 'manual'], bounced: ['bounced'], complained: ['complained'] } as const;

function emailStatus(ctx: WorkspaceContext, status: ContactStatus, contacts: SqlFragment): CompiledRule {
  const suppressed = sql`FROM suppressions s WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = 'email' AND s.address_key = c.email_key`;
  const value = sql`CASE WHEN c.email_key IS NULL THEN 'noEmail' ELSE COALESCE((SELECT s.reason ${suppressed}), 'subscribed') END`;
  if (status === 'noEmail') {
    const matches = sql`c.email_key IS NULL`;
    return { matches, value, candidates: [sql`SELECT c.search_id FROM base_contacts c WHERE ${contacts} AND ${matches}`] };
  }
  if (status === 'subscribed') return { matches: sql`c.email_key IS NOT NULL AND NOT EXISTS (SELECT 1 ${suppressed})`, value };
  const reasons = sql.list(REASONS[status]);
  return {
    matches: sql`c.email_key IS NOT NULL AND EXISTS (SELECT 1 ${suppressed} AND s.reason IN (${reasons}))`,
    value,
    candidates: [
      sql`SELECT c.search_id FROM suppressions s CROSS JOIN base_contacts c ON c.email_key = s.address_key AND c.email_key IS NOT NULL
        WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = 'email' AND s.reason IN (${reasons}) AND ${contacts}`,
    ],
  };
}
