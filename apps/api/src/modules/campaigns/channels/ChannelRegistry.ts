import { Injectable } from '@nestjs/common';
import type { Campaign } from '../CampaignRow.js';
import type { Channel } from './Channel.js';
import { EmailChannel } from './EmailChannel.js';
import { TextChannel } from './TextChannel.js';

/** The channel of a campaign. */
@Injectable()
export class ChannelRegistry {
  constructor(
    private readonly email: EmailChannel,
    private readonly text: TextChannel,
  ) {}

  of({ type }: Pick<Campaign, 'type'>): Channel {
    return (type === 'email' ? this.email : this.text) as Channel;
  }
}
