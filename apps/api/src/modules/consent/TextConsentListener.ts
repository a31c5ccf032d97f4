import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { textKeywordOf } from '@rapport/common';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../platform/context/contexts.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { TextReceived, type TextReceipt } from '../providers/TextEvents.js';
import { ConsentService } from './ConsentService.js';

/** STOP, in whichever of its words, ends texts to a phone; START takes back what STOP did, and nothing else. */
@Injectable()
export class TextConsentListener implements OnModuleInit {
  constructor(
    private readonly consent: ConsentService,
    private readonly events: DomainEvents,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(TextReceived, {
      name: 'consent',
      repeatable: 'A phone that is stopped stays so when the same STOP is heard again, and so does one that is not.',
      handle: (text, { requestId }) => this.hear(text, requestId),
    });
  }

  private async hear({ workspaceId, from, ...text }: TextReceipt, requestId: string | undefined): Promise<void> {
    const keyword = textKeywordOf(text.body);
    if (keyword === null || keyword === 'help') return;
    const { provider, providerMessageId, to, body, receivedAt } = text;
    const ctx = jobContext(this.dataSource.manager, workspaceId, 'consent.texts', requestId);
    const record = {
      channel: 'text',
      addressKey: from,
      source: 'textKeyword',
      proof: { keyword, body, to, provider, providerMessageId, receivedAt },
    } as const;
    await (keyword === 'stop' ? this.consent.suppress(ctx, 'unsubscribed', record) : this.consent.resubscribe(ctx, record));
  }
}
