import { ReadMailboxJob } from '../../src/modules/mailboxes/ReadMailboxJob.js';
import { systemContext } from '../../src/platform/context/contexts.js';
import { newId } from '../../src/platform/database/ids.js';
import { execute, sql } from '../../src/platform/database/sql.js';
import { approve, createCampaign, createTemplate, type Recipient, recipientsOf, seedList, untilStatus } from './campaigns.js';
import { dataOf, type Person } from './Person.js';
import type { TestApp } from './startTestApp.js';

export interface ShownMailbox {
  id: string;
  source: string;
  address: string;
  state: string;
  lastError: string | null;
  lastReadAt: string | null;
  config: Record<string, unknown>;
  counts: Record<'bounces' | 'complaints' | 'replies' | 'automatic' | 'others', number>;
}

export interface Entry {
  status: string | null;
  mayEdit: boolean;
  messageId: string | null;
  content: { subject: string; body: string; direction?: string; quoted?: string; isAutomatic?: boolean; from?: string };
}

export type Reached = Recipient & { email: string; messageId: string };

/** A campaign that was sent, and what is known of its messages. */
export async function sendTo(test: TestApp, person: Person, count: number): Promise<Reached[]> {
  await dataOf(person.patch('', { defaultFromEmail: 'news@example.com', defaultFromName: 'Club' }));
  const { listId } = await seedList(test.services.dataSource.manager, person.workspaceId, count, `p${newId()}`);
  const template = await createTemplate(person);
  const { id } = await createCampaign(person, [listId], { templateId: template.id });
  await approve(person, id);
  await dataOf(person.post(`campaigns/${id}/send`));
  await untilStatus(person, id, 'sent', 60_000);
  return (await recipientsOf(person, id)) as Reached[];
}

/** As its job does it, now. */
export async function readMailbox(test: TestApp, mailboxId: string): Promise<void> {
  const ctx = systemContext(test.services.dataSource.manager);
  // Claimed, as before each job: the schedule of the running server leaves it alone meanwhile.
  const until = new Date(Date.now() + 10 * 60_000).toISOString();
  await execute(ctx.manager, sql`UPDATE mailboxes SET next_read_at = ${until} WHERE id = ${mailboxId}`);
  const run = { ctx, jobId: '1', attempt: 1, requestId: undefined, signal: new AbortController().signal };
  await test.app.get(ReadMailboxJob).handle({ mailboxId }, run);
}

export async function incomingOf(person: Person, contactId: string): Promise<Entry[]> {
  const { items } = await dataOf<{ items: Entry[] }>(person.get(`contacts/${contactId}/timeline?type=email`));
  return items.filter(({ content }) => content.direction === 'incoming');
}
