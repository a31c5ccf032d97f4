import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { type ErasedPerson, PersonErasers } from '../../platform/references/PersonErasers.js';
import { contactNotFound } from './contactErrors.js';
import { ContactPointRepository } from './ContactPointRepository.js';
import { ContactRepository } from './ContactRepository.js';
import { erasedPerson } from './erasure/erasedPerson.js';

/** By what a contact is found wherever something was written about them. */
@Injectable()
export class ContactPersonService {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly points: ContactPointRepository,
    private readonly erasers: PersonErasers,
  ) {}

  async describe(ctx: WorkspaceContext, contactId: string): Promise<ErasedPerson> {
    const row = await this.contacts.find(ctx, contactId);
    if (!row) throw contactNotFound();
    return erasedPerson(row, await this.points.listOf(ctx, [contactId]), await this.erasers.formerIds(ctx, contactId));
  }
}
