import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { ContactService } from '../contacts/ContactService.js';
import { TextReceived, type TextReceipt } from '../providers/TextEvents.js';
import { IncomingMessageService } from './IncomingMessageService.js';

/** What people text to us belongs on their timeline. A number that no contact has belongs to nobody's. */
@Injectable()
export class InboundTextListener implements OnModuleInit {
  constructor(
    private readonly messages: IncomingMessageService,
    private readonly contacts: ContactService,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(TextReceived, {
      name: 'timeline',
      repeatable: 'The entry has the id of the text; an entry with that id is added once.',
      handle: (text, { requestId }) => this.record(text, requestId),
    });
  }

  private async record(text: TextReceipt, requestId: string | undefined): Promise<void> {
    await this.unitOfWork.run(jobContext(this.dataSource.manager, text.workspaceId, 'timeline', requestId), async (ctx) => {
      const [contactId = null] = await this.contacts.findIdsOf(ctx, [{ contactId: null, channel: 'text', addressKey: text.from }]);
      if (contactId === null) return;
      const content = { message: wordsOf(text), direction: 'incoming' } as const;
      await this.messages.add(ctx, { id: text.textId, contactId, type: 'text', content, timestamp: text.receivedAt });
    });
  }
}

function wordsOf({ body, files }: TextReceipt): string {
  const note =
    files === 0 ? '' : `[${files === 1 ? 'A file' : `${files} files`} came with it and ${files === 1 ? 'was' : 'were'} not kept]`;
  return [body, note].filter((part) => part !== '').join('\n');
}
