import { Injectable } from '@nestjs/common';
import { displayName, emailKey } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { ContactBatchService } from '../ContactBatchService.js';
import { contactInTrash, contactNotFound, noKey, severalMatch } from '../contactErrors.js';
import { ContactInput } from '../ContactInput.js';
import { ContactRepository } from '../ContactRepository.js';
import { cleanText, type PointValue } from '../normalizeContact.js';
import { has, whoIsMeant } from './whoIsMeant.js';
import type { UpsertContactDto } from './UpsertDtos.js';

export interface FoundPerson {
  readonly id: string;
  /** The address, or number, of the description is one of theirs. */
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
}

export interface Found {
  readonly person: FoundPerson | null;
  /** The number of the description; null without one. */
  readonly phone: PointValue | null;
  /** Who has it as the primary one. */
  readonly phoneOwnerId: string | null;
}

/** The contact that a description is about. Reads as many as share its address or number, by index. */
@Injectable()
export class PersonFinder {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly batches: ContactBatchService,
    private readonly input: ContactInput,
  ) {}

  /** @throws AppError when it names nobody, someone in the trash, or several. */
  async find(
    ctx: WorkspaceContext,
    { id = null, ...input }: Omit<UpsertContactDto, 'id'> & { id?: string | null | undefined },
  ): Promise<Found> {
    const phone = await this.input.phoneOf(ctx, input.primaryPhone);
    const email = cleanText(input.primaryEmail);
    const keys = { emailKey: email && emailKey(email), phoneE164: phone?.key ?? null };
    if (id === null && keys.emailKey === null && keys.phoneE164 === null) throw noKey(Boolean(input.primaryPhone));
    await this.requireLive(ctx, id);
    const candidates = await this.batches.find(ctx, {
      ids: id === null ? [] : [id],
      emailKeys: keys.emailKey === null ? [] : [keys.emailKey],
      phones: keys.phoneE164 === null ? [] : [keys.phoneE164],
      names: [],
    });
    const names = { firstName: input.firstName ?? null, lastName: input.lastName ?? null };
    const [person, ...others] = whoIsMeant(candidates, { id, keys, names });
    if (person && others.length > 0)
      throw severalMatch([person, ...others].map((one) => ({ id: one.id, displayName: displayName(one.fields) })));
    const owner = candidates.find((one) => keys.phoneE164 !== null && one.keys.phoneE164 === keys.phoneE164);
    return {
      phone,
      phoneOwnerId: owner?.id ?? null,
      person: person
        ? {
            id: person.id,
            hasEmail: keys.emailKey !== null && has(person, 'email', keys.emailKey),
            hasPhone: keys.phoneE164 !== null && has(person, 'phone', keys.phoneE164),
          }
        : null,
    };
  }

  private async requireLive(ctx: WorkspaceContext, id: string | null): Promise<void> {
    if (id === null) return;
    const row = await this.contacts.find(ctx, id);
    if (!row) throw contactNotFound();
    if (row.deletedAt) throw contactInTrash();
  }
}
