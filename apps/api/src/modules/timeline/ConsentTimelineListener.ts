import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { longDay } from '../../platform/readerWords/readerWords.js';
import { changesOf, type ConsentChange, ConsentChanged } from '../consent/ConsentEvents.js';
import { ContactService } from '../contacts/ContactService.js';
import { TimelineService } from './TimelineService.js';

const MESSAGES: Record<ConsentChange['event'], string> = {
  unsubscribed: 'Unsubscribed from your emails',
  resubscribed: 'Subscribed to your emails again',
  bounced: 'Email bounced: the address doesn’t accept email',
  complained: 'Reported an email as spam',
  manual: 'Emails to this address were stopped',
  manualLifted: 'Emails to this address were allowed again',
  bounceLifted: 'Emails to this address are tried again',
  topicLeft: 'Left the topic',
  topicJoined: 'Joined the topic again',
  subscribed: 'Signed up with the form',
  paused: 'Paused all emails until',
  resumed: 'Ended the pause of your emails',
};

/** The same of a phone and its texts. */
const OF_TEXTS: Partial<Record<ConsentChange['event'], string>> = {
  unsubscribed: 'Ended your texts',
  resubscribed: 'Allowed your texts again',
  bounced: 'Text not delivered: the number doesn’t take texts',
  complained: 'Reported a text as spam',
  manual: 'Texts to this number were stopped',
  manualLifted: 'Texts to this number were allowed again',
  bounceLifted: 'Texts to this number are tried again',
};

/** “Left the topic Product news”, “Paused all emails until 3 May 2027” */
function messageOf({ event, channel, about }: ConsentChange): string {
  const ofTexts = channel === 'text' ? OF_TEXTS[event] : undefined;
  if (ofTexts !== undefined) return ofTexts;
  if (about === undefined) return MESSAGES[event];
  return `${MESSAGES[event]} ${event === 'paused' ? longDay(about) : about}`;
}

/** Who said no, and when, belongs on the contact's timeline. */
@Injectable()
export class ConsentTimelineListener implements OnModuleInit {
  constructor(
    private readonly timeline: TimelineService,
    private readonly contacts: ContactService,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(ConsentChanged, {
      name: 'timeline',
      repeatable: 'The entry has the id of the consent event; an entry with that id is added once.',
      handle: (payload, { requestId }) => this.record(changesOf(payload), requestId),
    });
  }

  private async record(changes: readonly ConsentChange[], requestId: string | undefined): Promise<void> {
    const [first] = changes;
    if (!first) return;
    await this.unitOfWork.run(jobContext(this.dataSource.manager, first.workspaceId, 'timeline', requestId), async (ctx) => {
      const contactIds = await this.contacts.findIdsOf(ctx, changes);
      const entries = changes.flatMap((change, i) => {
        const { source, at, consentEventId } = change;
        const contactId = contactIds[i] ?? null;
        const content = { message: messageOf(change), source };
        return contactId === null ? [] : [{ id: consentEventId, contactId, type: 'system' as const, content, timestamp: at }];
      });
      await this.timeline.append(ctx, entries);
    });
  }
}
