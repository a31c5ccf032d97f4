import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type BulkInput, ContactPartReferences, type FieldToSet } from '../../contacts/ContactPartReferences.js';
import { CompanyAction } from './CompanyAction.js';
import { CustomFieldAction } from './CustomFieldAction.js';

export const COMPANY = 'company';

/** One field of many contacts: the company, or a custom field. Names, addresses and numbers are nobody's but one contact's. */
@Injectable()
export class SetFieldAction implements OnModuleInit {
  constructor(
    private readonly parts: ContactPartReferences,
    private readonly company: CompanyAction,
    private readonly customFields: CustomFieldAction,
  ) {}

  onModuleInit(): void {
    this.parts.registerBulkAction('setField', {
      readField: (ctx, asked) => this.of(asked).read(ctx, asked),
      apply: (ctx, contactIds, input) => this.of(setOf(input)).apply(ctx, contactIds, setOf(input)),
      undo: (ctx, images, input) => this.of(setOf(input)).undo(ctx, images, setOf(input)),
    });
  }

  private of({ field }: { field: string }): CompanyAction | CustomFieldAction {
    return field === COMPANY ? this.company : this.customFields;
  }
}

function setOf({ set }: BulkInput): FieldToSet {
  if (!set) throw new Error('This action was stored without its field.');
  return set;
}
