import { sql } from '../../../platform/database/sql.js';
import type { ChannelName } from '../CampaignRow.js';
import type { Addressing } from './Channel.js';

const email: Addressing = {
  channel: 'email',
  address: sql.raw('primary_email'),
  key: sql.raw('email_key'),
  choiceKey: null,
  missing: sql`${'noEmail'}`,
};
const text: Addressing = {
  channel: 'text',
  address: sql.raw('phone_e164'),
  key: sql.raw('phone_e164'),
  choiceKey: sql.raw('email_key'),
  missing: sql.raw(`CASE WHEN TRIM(COALESCE(c.primary_phone, '')) = '' THEN 'noPhone' ELSE 'phoneWithoutCountry' END`),
};

/** Where the people of an audience are reached. A channel comes here together with what writes its messages (ChannelRegistry). */
export function addressingOf(channel: ChannelName): Addressing {
  return channel === 'email' ? email : text;
}
