import { ENGAGEMENT_EVENTS, ENGAGEMENT_QUESTIONS, type EngagementEvent } from '@rapport/common';
import { sql } from '../../../platform/database/sql.js';
import type { ContactRule } from '../../contacts/ContactRuleReferences.js';
import { howOften } from '../../contacts/public.js';

/** When the ledger last heard of it; null: never. */
const TIMES: Readonly<Record<EngagementEvent, string>> = {
  sent: 'r.accepted_at',
  delivered: 'r.delivered_at',
  opened: 'r.opened_at',
  clicked: 'r.clicked_at',
  replied: 'r.replied_at',
  bounced: 'r.bounced_at',
  complained: 'r.complained_at',
  unsubscribed: 'r.unsubscribed_at',
};

/** What became of the messages that a contact was sent: how many of them were opened, say. One message counts once, however often it is opened. */
export const engagementRule: ContactRule = async (_ctx, input, scope) => {
  const event = input.oneOf('event', ENGAGEMENT_EVENTS);
  const { operator, values } = input.ask(ENGAGEMENT_QUESTIONS);
  const campaigns = (values['campaignIds'] ?? []) as readonly string[];
  const time = sql.raw(TIMES[event]);
  const those = sql`${time} IS NOT NULL ${sql.if(campaigns.length > 0, () => sql`AND r.campaign_id IN (${sql.list(campaigns)})`)}`;
  const rows = sql`FROM campaign_recipients r WHERE r.contact_id = c.id AND ${those}`;
  const compiled = await howOften(operator, values, { rows, time }, scope);
  if (operator === 'atMost' || campaigns.length === 0) return compiled;
  return {
    ...compiled,
    candidates: [
      sql`SELECT c.search_id FROM campaign_recipients r CROSS JOIN base_contacts c ON c.id = r.contact_id WHERE ${those} AND ${scope.contacts}`,
    ],
  };
};
