import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { isSurelyUndone } from '../../platform/database/databaseErrors.js';
import { GroupedWork } from '../../platform/database/GroupedWork.js';
import { newId } from '../../platform/database/ids.js';
import { executeLast, isPostgres, sql } from '../../platform/database/sql.js';
import { afterCommit, lastOfAll, UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { AppError } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { ContactDto, CreateContactDto } from './ContactDtos.js';
import { ContactFigures } from './ContactFigures.js';
import { ContactInserts, type NewContact } from './ContactInserts.js';
import { ContactPartReferences, type FilledFields, type FillFields } from './ContactPartReferences.js';
import { ErasedGuard } from './erasure/ErasedGuard.js';
import { PhoneSharing, type SharedContact } from './PhoneSharing.js';
import { presentContact } from './presentContact.js';

/** One request for a new contact. */
export interface AskedContact {
  readonly ctx: WorkspaceContext;
  readonly read: Pick<SharedContact, 'fields' | 'keys'>;
  readonly input: CreateContactDto;
}

interface Member extends AskedContact {
  readonly contact: NewContact;
}

/** How long a group waits for an address that someone else is just writing. Alone, whoever has that address waits for it, and nobody else. */
const LOCK_MS = 250;

/**
 * Contacts that are asked for at the same moment, written by one transaction on PostgreSQL (docs/adr/0097). Nobody shares another's fate:
 * what needs more than an insert is not written here, and neither is anything of a group that fails. Each of those is then created alone,
 * which finds the answer that is its own. More than six dependencies: a contact is checked, written, counted and told in one transaction.
 */
@Injectable()
export class ContactGroups {
  private readonly groups = new GroupedWork<AskedContact, ContactDto | null>((asked, committed) => this.write(asked, committed));

  constructor(
    private readonly inserts: ContactInserts,
    private readonly parts: ContactPartReferences,
    private readonly phones: PhoneSharing,
    private readonly erased: ErasedGuard,
    private readonly figures: ContactFigures,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Null for one that has to be created alone: nothing of it was written. */
  async create(asked: AskedContact): Promise<ContactDto | null> {
    const { ctx, input } = asked;
    const { manager, workspaceId } = ctx;
    const joins = isPostgres(manager) && !manager.queryRunner?.isTransactionActive && !input.listIds?.length;
    return joins ? this.groups.do(workspaceId, asked) : null;
  }

  private async write(asked: readonly AskedContact[], committed: () => void): Promise<(ContactDto | null)[]> {
    const [first] = asked;
    if (!first) return [];
    // What belongs to one request is not the group's: who acts, and what its unit of work does last.
    const { lastAct: _, ...shared } = first.ctx;
    try {
      return await this.unitOfWork.run(shared, async (ctx) => {
        afterCommit(ctx.manager, committed);
        return this.writeInside(ctx, asked);
      });
    } catch (error) {
      if (error instanceof AppError || isSurelyUndone(error)) return asked.map(() => null);
      throw error;
    }
  }

  private async writeInside(ctx: WorkspaceContext, asked: readonly AskedContact[]): Promise<(ContactDto | null)[]> {
    const now = nowIso(this.clock);
    const members = asked.map((one) => ({ ...one, contact: { ...one.read, id: newId(), createdBy: actorUserId(one.ctx), now } }));
    await executeLast(ctx.manager, sql`SELECT set_config('lock_timeout', ${String(LOCK_MS)}, true)`);
    const shared = await this.phones.listShared(ctx, phonesOf(members));
    const plain = members.filter(({ read: { keys } }) => keys.phoneE164 === null || !shared.has(keys.phoneE164));
    // PostgreSQL gets both at once.
    const [inserted, fill] = await Promise.all([
      this.inserts.insertMany(
        ctx,
        plain.map(({ contact }) => contact),
      ),
      this.parts.customFields.prepareFill(ctx),
    ]);
    const rows = [...inserted.values()];
    const erased = rows.some(({ knowsErased }) => knowsErased)
      ? await this.erased.idsOf(
          ctx,
          rows.map(({ row }) => row),
        )
      : new Set<string>();
    const answers = new Map<string, ContactDto>();
    const written: { member: Member; fields: FilledFields }[] = [];
    for (const member of plain) {
      const row = inserted.get(member.contact.id)?.row;
      const fields = row && !erased.has(row.id) ? fieldsOf(fill, member) : null;
      if (!row || !fields) continue;
      written.push({ member, fields });
      answers.set(row.id, presentContact(row, [], fields.values, { points: [], sharers: [] }));
    }
    await this.inserts.discard(
      ctx,
      rows.flatMap(({ row: { id } }) => (answers.has(id) ? [] : [id])),
    );
    await fill.write(
      ctx,
      written.map(({ fields }) => fields),
    );
    await this.record(
      ctx,
      written.map(({ member }) => member),
      now,
    );
    return members.map(({ contact }) => answers.get(contact.id) ?? null);
  }

  /** Each under the name and the request of its own, as if it had been alone. */
  private async record(ctx: WorkspaceContext, written: readonly Member[], now: string): Promise<void> {
    this.figures.added(
      ctx,
      written.map(() => now),
    );
    const acts = written.flatMap(({ ctx: { lastAct } }) => lastAct ?? []);
    lastOfAll(ctx.manager, async (manager) => void (await Promise.all(acts.map((act) => act(manager)))));
    for (const { ctx: own, contact } of written) {
      await this.audit.record(
        { ...own, manager: ctx.manager },
        { action: 'contact.created', entity: ['contact', contact.id], after: contact.fields },
      );
    }
  }
}

function phonesOf(members: readonly Member[]): string[] {
  return members.flatMap(({ read: { keys } }) => keys.phoneE164 ?? []);
}

/** Null when its values are refused: created alone, it says why. */
function fieldsOf(fill: FillFields, { contact, input }: Member): FilledFields | null {
  try {
    return fill.read(contact.id, input.customFields ?? {});
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
