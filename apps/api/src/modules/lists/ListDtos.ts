import { BoolField, DateTimeField, IdField, IdListField, IntField, TextField } from '../../platform/http/fields.js';

export class ListDto {
  @IdField()
  id!: string;

  @TextField({ max: 100 })
  name!: string;

  @BoolField({ description: 'A stage: a contact is on at most one of these' })
  isPrimary!: boolean;

  @IntField({ description: 'Contacts on it, without those in the trash' })
  count!: number;

  @DateTimeField()
  createdAt!: string;
}

export class CreateListDto {
  @TextField({ min: 1, max: 100, example: 'Newsletter' })
  name!: string;

  @BoolField({ optional: true })
  isPrimary?: boolean;
}

export class UpdateListDto {
  @TextField({ optional: true, min: 1, max: 100 })
  name?: string;

  @BoolField({ optional: true })
  isPrimary?: boolean;
}

export class ListContactIdsDto {
  @IdListField({ max: 1000 })
  contactIds!: string[];
}

export class ListAffectedDto {
  @IntField({ description: 'How many contacts were changed' })
  affected!: number;
}
