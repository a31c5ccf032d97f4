import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { ContactDraftService } from '../../contacts/ContactDraftService.js';
import type { LikeContactDto, TypedContactDto } from '../DuplicateDtos.js';
import { DuplicateRepository } from '../DuplicateRepository.js';
import { presentDuplicate } from '../presentDuplicate.js';
import { CandidateRepository } from './CandidateRepository.js';
import { type Comparable, LEAST_SCORE, scorePair } from './scorePair.js';

/** More would be read by nobody who is typing. */
const MOST = 3;

/** Who may be there already, by what has been typed of a new contact. Compared as duplicates are. */
@Injectable()
export class LikeContacts {
  constructor(
    private readonly drafts: ContactDraftService,
    private readonly candidates: CandidateRepository,
    private readonly pairs: DuplicateRepository,
  ) {}

  async find(ctx: WorkspaceContext, typed: TypedContactDto): Promise<LikeContactDto[]> {
    const { fields, keys } = await this.drafts.read(ctx, typed);
    const { sortName, sortCompany, emailKey, phoneE164 } = keys;
    const draft: Comparable = {
      id: '',
      firstName: fields.firstName,
      lastName: fields.lastName,
      sortName,
      sortCompany,
      emails: emailKey === null ? [] : [emailKey],
      phones: phoneE164 === null ? [] : [phoneE164],
    };
    const others = await this.candidates.load(ctx, await this.candidates.findFor(ctx, draft));
    const found = [...others.values()]
      .map((other) => ({ id: other.id, ...scorePair(draft, other) }))
      // A colleague is no sign: nothing but the company has been typed yet.
      .filter(({ score, reasons }) => score >= LEAST_SCORE && reasons.some(({ kind }) => kind !== 'sameCompany'))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, MOST);
    const contacts = await this.pairs.contactsOf(
      ctx,
      found.map(({ id }) => id),
    );
    return found.flatMap(({ id, score, isExact, reasons }) => {
      const contact = contacts.get(id);
      return contact ? [{ contact: presentDuplicate(contact), score, isExact, reasons: reasons.map((reason) => ({ ...reason })) }] : [];
    });
  }
}
