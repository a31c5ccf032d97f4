import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppError } from '../../../platform/http/AppError.js';
import type { CreateContactDto } from '../ContactDtos.js';
import { ContactInput } from '../ContactInput.js';
import { ContactPartReferences } from '../ContactPartReferences.js';
import { ContactReader, type WholeContact } from '../ContactReader.js';
import { ContactService } from '../ContactService.js';
import type { PointValue } from '../normalizeContact.js';
import { PersonFinder, type FoundPerson } from './PersonFinder.js';
import type { UpsertContactDto, UpsertedContactDto } from './UpsertDtos.js';

/** Two requests about one new person race; the one that comes second finds the contact when it looks again. */
const MOST_ATTEMPTS = 3;
const RACES = ['contact.emailTaken', 'contact.phoneTaken', 'contact.conflict', 'contact.changedMeanwhile'];

/** Adds a contact, or changes the one that is meant; says which of the two, or that there was nothing to do. */
@Injectable()
export class ContactUpsert {
  constructor(
    private readonly finder: PersonFinder,
    private readonly contacts: ContactService,
    private readonly reader: ContactReader,
    private readonly input: ContactInput,
    private readonly parts: ContactPartReferences,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async upsert(ctx: WorkspaceContext, input: UpsertContactDto): Promise<UpsertedContactDto> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.unitOfWork.run(ctx, (ctx) => this.once(ctx, input));
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !(error instanceof AppError) || !RACES.includes(error.code)) throw error;
      }
    }
  }

  private async once(ctx: WorkspaceContext, { id, ...input }: UpsertContactDto): Promise<UpsertedContactDto> {
    const { person, phone, phoneOwnerId } = await this.finder.find(ctx, { id, ...input });
    if (!person) return { outcome: 'created', contact: await this.contacts.create(ctx, input) };
    const whole = await this.reader.complete(ctx, await this.contacts.require(ctx, person.id));
    const isSomeoneElses = phoneOwnerId !== null && phoneOwnerId !== person.id && whole.row.primaryPhone !== null;
    const { primaryPhone, ...rest } = withoutKnown(person, input, phone);
    const changes = isSomeoneElses || primaryPhone === undefined ? rest : { ...rest, primaryPhone };
    // A number that another person is reached by becomes a further one, as in an import; the own one stays.
    const further = isSomeoneElses && primaryPhone && phone ? [phone] : [];
    if (further.length === 0 && !(await this.wouldChange(ctx, whole, changes)))
      return { outcome: 'unchanged', contact: await this.reader.present(ctx, whole) };
    const contact = await this.contacts.update(ctx, person.id, { ...changes, version: whole.row.version }, further);
    return { outcome: 'updated', contact };
  }

  private async wouldChange(
    ctx: WorkspaceContext,
    { row, memberships }: WholeContact,
    { customFields, listIds = [], ...fields }: CreateContactDto,
  ): Promise<boolean> {
    const { fields: after } = await this.input.read(ctx, fields, row);
    if ((Object.keys(after) as (keyof typeof after)[]).some((field) => after[field] !== row[field])) return true;
    if (listIds.some((listId) => !memberships.some((list) => list.id === listId))) return true;
    return this.parts.customFields.wouldChange(ctx, row.id, customFields ?? {});
  }
}

/** Another spelling of an address or number that the contact has is no change: the one that was typed first stays, and the primary one. */
function withoutKnown({ hasEmail, hasPhone }: FoundPerson, input: CreateContactDto, phone: PointValue | null): CreateContactDto {
  const { primaryEmail, primaryPhone, ...rest } = input;
  return {
    ...rest,
    ...(primaryEmail === undefined || hasEmail ? {} : { primaryEmail }),
    ...(primaryPhone === undefined || (phone !== null && hasPhone) ? {} : { primaryPhone }),
  };
}
