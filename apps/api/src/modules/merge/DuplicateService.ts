import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import type { DismissDuplicateDto, DuplicatePairDto, DuplicateStateDto, ListDuplicatesQuery } from './DuplicateDtos.js';
import { DuplicateRepository, type PairContact, type PairRow } from './DuplicateRepository.js';
import { CandidateRepository } from './finding/CandidateRepository.js';
import { LEAST_SCORE, scorePair } from './finding/scorePair.js';
import { sameContact } from './mergeErrors.js';
import { presentDuplicate } from './presentDuplicate.js';

/** On the page of one contact. */
const MOST_SHOWN = 10;

/** Contacts that may be one person: those that the last search found, and those of one contact, looked for now. */
@Injectable()
export class DuplicateService {
  constructor(
    private readonly pairs: DuplicateRepository,
    private readonly candidates: CandidateRepository,
    private readonly contacts: ContactService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, { minScore = 0, maxScore = 100, cursor, limit }: ListDuplicatesQuery): Promise<Page<DuplicatePairDto>> {
    const rows = await this.pairs.list(ctx, { minScore, maxScore, limit, ...(cursor === undefined ? {} : { cursor }) });
    const contacts = await this.pairs.contactsOf(ctx, [...new Set(rows.flatMap(({ aId, bId }) => [aId, bId]))]);
    const page = toPage(
      rows,
      limit,
      (row) => [row.score, row.aId, row.bId],
      (row) => present(row, contacts),
    );
    return { ...page, items: page.items.filter((pair) => pair !== null) };
  }

  async state(ctx: WorkspaceContext): Promise<DuplicateStateDto> {
    return { ...(await this.pairs.count(ctx)), searchedAt: await this.pairs.scannedAt(ctx) };
  }

  /** The most certain first, as they are now. None for a contact in the trash. */
  async listFor(ctx: WorkspaceContext, contactId: string): Promise<DuplicatePairDto[]> {
    const { deletedAt } = await this.contacts.require(ctx, contactId);
    const of = (await this.candidates.load(ctx, [contactId])).get(contactId);
    if (deletedAt !== null || !of) return [];
    const others = await this.candidates.load(ctx, await this.candidates.findFor(ctx, of));
    const dismissed = await this.pairs.dismissedOf(ctx, [contactId]);
    const found = [...others.values()]
      .filter(({ id }) => !dismissed.has(`${contactId} ${id}`))
      .map((other): PairRow => ({ aId: contactId, bId: other.id, ...scorePair(of, other) }))
      .filter(({ score }) => score >= LEAST_SCORE)
      .sort((a, b) => b.score - a.score || (a.bId < b.bId ? -1 : 1))
      .slice(0, MOST_SHOWN);
    const contacts = await this.pairs.contactsOf(ctx, [contactId, ...found.map(({ bId }) => bId)]);
    return found.map((row) => present(row, contacts)).filter((pair) => pair !== null);
  }

  /** Remembered for the two whatever is found later. Saying it twice changes nothing. */
  dismiss(ctx: WorkspaceContext, { contactId, otherContactId }: DismissDuplicateDto): Promise<void> {
    if (contactId === otherContactId) throw sameContact();
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.contacts.require(ctx, contactId);
      await this.contacts.require(ctx, otherContactId);
      if (!(await this.pairs.dismiss(ctx, [contactId, otherContactId], nowIso(this.clock)))) return;
      await this.audit.record(ctx, {
        action: 'contact.duplicateDismissed',
        entity: ['contact', contactId],
        details: { otherContactId },
      });
    });
  }

  /** Takes it back that they are different people. */
  reopen(ctx: WorkspaceContext, { contactId, otherContactId }: DismissDuplicateDto): Promise<void> {
    if (contactId === otherContactId) throw sameContact();
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.contacts.require(ctx, contactId);
      await this.contacts.require(ctx, otherContactId);
      if (!(await this.pairs.reopen(ctx, [contactId, otherContactId]))) return;
      const [a, b] = [...(await this.candidates.loadNow(ctx, [contactId, otherContactId].sort())).values()].sort((x, y) =>
        x.id < y.id ? -1 : 1,
      );
      const score = a && b ? scorePair(a, b) : null;
      if (a && b && score && score.score >= LEAST_SCORE)
        await this.pairs.put(ctx, [{ aId: a.id, bId: b.id, ...score }], nowIso(this.clock));
      await this.audit.record(ctx, { action: 'contact.duplicateReopened', entity: ['contact', contactId], details: { otherContactId } });
    });
  }
}

function present({ aId, bId, score, isExact, reasons }: PairRow, contacts: ReadonlyMap<string, PairContact>): DuplicatePairDto | null {
  const [a, b] = [contacts.get(aId), contacts.get(bId)];
  if (!a || !b) return null;
  return { a: presentDuplicate(a), b: presentDuplicate(b), score, isExact, reasons: reasons.map((reason) => ({ ...reason })) };
}
