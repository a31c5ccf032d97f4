import { IncomingMessageService } from '../../src/modules/timeline/IncomingMessageService.js';
import { jobContext } from '../../src/platform/context/contexts.js';
import { newId } from '../../src/platform/database/ids.js';
import { UnitOfWork } from '../../src/platform/database/UnitOfWork.js';
import { dataOf, type Person } from './Person.js';
import type { TestApp } from './startTestApp.js';

export interface Conversation {
  id: string;
  contactId: string;
  contactName: string;
  channel: string;
  status: string;
  unread: number;
  assigneeId: string | null;
  assigneeName: string | null;
  snoozedUntil: string | null;
  lastEntryId: string;
  lastReceivedAt: string;
  subject: string | null;
  preview: string;
  lastDirection: string;
}

interface Said {
  readonly channel?: 'email' | 'text';
  readonly text?: string;
  readonly subject?: string;
  readonly id?: string;
  readonly at?: string;
  readonly isAutomatic?: boolean;
}

/** What a contact answers, as a mailbox or a provider of texts hands it over. Answers the id of its entry. */
export async function answerFrom(test: TestApp, workspaceId: string, contactId: string, said: Said = {}): Promise<string> {
  const { channel = 'email', text = 'Yes, gladly', subject = 'Re: News', id = newId(), isAutomatic = false } = said;
  const entry = { id, contactId, timestamp: said.at ?? test.clock.now().toISOString() };
  const ctx = jobContext(test.services.dataSource.manager, workspaceId, 'test');
  await test.app.get(UnitOfWork).run(ctx, (ctx) =>
    test.app.get(IncomingMessageService).add(
      ctx,
      channel === 'text'
        ? { ...entry, type: 'text', content: { message: text, direction: 'incoming' } }
        : {
            ...entry,
            type: 'email',
            content: { subject, body: text, direction: 'incoming', ...(isAutomatic && { isAutomatic }) },
            sentMessageId: newId(),
          },
    ),
  );
  return id;
}

export async function conversationsOf(person: Person, query = ''): Promise<Conversation[]> {
  return (await dataOf<{ items: Conversation[] }>(person.get(`conversations?${query}`))).items;
}
