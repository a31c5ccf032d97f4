import { sql } from '../../../platform/database/sql.js';
import type { ChannelName } from '../CampaignRow.js';
import type { Addressing } from './Channel.js';

const email: Addressing = { channel: 'email', address: sql.raw('primary_email'), key: sql.raw('email_key'), missing: 'noEmail' };

/** Where the people of an audience are reached. A channel comes here together with what writes its messages (ChannelRegistry). */
export function addressingOf(channel: ChannelName): Addressing {
  if (channel === 'email') return email;
  throw new Error(`No messages are sent by ${channel} yet.`);
}
