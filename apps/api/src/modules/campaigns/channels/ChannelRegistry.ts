import { Injectable } from '@nestjs/common';
import type { Campaign } from '../CampaignRow.js';
import type { Channel } from './Channel.js';
import { EmailChannel } from './EmailChannel.js';

/** The channel of a campaign. */
@Injectable()
export class ChannelRegistry {
  constructor(private readonly email: EmailChannel) {}

  of({ type }: Pick<Campaign, 'type'>): Channel {
    if (type === 'email') return this.email as Channel;
    throw new Error(`No messages are sent by ${type} yet.`);
  }
}
