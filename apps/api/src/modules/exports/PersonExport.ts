import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { AuditService } from '../audit/AuditService.js';
import { ConsentService } from '../consent/ConsentService.js';
import { ContactPersonService } from '../contacts/ContactPersonService.js';
import { ContactService } from '../contacts/ContactService.js';

const ENTRIES_AT_A_TIME = 100;
type Contact = Awaited<ReturnType<ContactService['get']>>;
type Part = readonly [name: string, rows: AsyncIterable<readonly unknown[]>];

/**
 * Everything that is known of one person, as JSON: the contact, what is decided about writing to them, each table that mentions them, and
 * what was done with them. Written piece by piece: a timeline may be long. More than six dependencies: it asks everyone who knows something.
 */
@Injectable()
export class PersonExport {
  constructor(
    private readonly contacts: ContactService,
    private readonly consent: ConsentService,
    private readonly references: ContactReferences,
    private readonly persons: ContactPersonService,
    private readonly erasers: PersonErasers,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @param advance is told of records that were written */
  async *write(ctx: WorkspaceContext, contactId: string, advance: (count: number) => Promise<void>): AsyncGenerator<string> {
    const contact = await this.contacts.get(ctx, contactId);
    yield `{\n"exportedAt": ${JSON.stringify(nowIso(this.clock))},\n"contact": ${JSON.stringify(contact, null, 2)}`;
    await advance(1);
    const person = await this.persons.describe(ctx, contactId);
    const parts: Part[] = [
      ['consent', this.consentOf(ctx, contact)],
      ...this.references.all().map((reference): Part => [reference.name, reference.tell(ctx, contactId)]),
      ...this.erasers.allTellers().map(([name, tell]): Part => [name, tell(ctx, person)]),
      ['audit', this.auditOf(ctx, contactId)],
    ];
    for (const [name, rows] of parts) yield* arrayOf(name, rows, advance);
    yield '\n}\n';
  }

  /** What each of their addresses and numbers agreed to, or did not. */
  private async *consentOf(ctx: WorkspaceContext, { emails, phones }: Contact): AsyncGenerator<readonly unknown[]> {
    const addresses = [
      ...emails.map(({ normalized }) => ({ channel: 'email' as const, address: normalized })),
      ...phones.map(({ normalized }) => ({ channel: 'text' as const, address: normalized })),
    ];
    for (const { channel, address } of addresses)
      if (address !== null) yield [{ channel, address, ...(await this.consent.listFor(ctx, channel, address)) }];
  }

  /** As a viewer reads it: from which address a colleague acted is not about this person. */
  private async *auditOf(ctx: WorkspaceContext, contactId: string): AsyncGenerator<readonly unknown[]> {
    let cursor: string | undefined;
    do {
      const page = await this.audit.history(
        { ...ctx, role: 'viewer' },
        {
          entityType: 'contact',
          entityId: contactId,
          limit: ENTRIES_AT_A_TIME,
          ...(cursor === undefined ? {} : { cursor }),
        },
      );
      yield page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

async function* arrayOf(
  name: string,
  pages: AsyncIterable<readonly unknown[]>,
  advance: (count: number) => Promise<void>,
): AsyncGenerator<string> {
  yield `,\n${JSON.stringify(name)}: [`;
  let isFirst = true;
  for await (const rows of pages) {
    for (const row of rows) {
      yield `${isFirst ? '' : ','}\n${JSON.stringify(row, null, 2)}`;
      isFirst = false;
    }
    await advance(rows.length);
    await nextTurn();
  }
  yield '\n]';
}
