import { BoolField, DateTimeField, EnumField, IdField, IntField, NestedListField, TextField } from '../../platform/http/fields.js';
import { CALL_STATES, type CallState } from './callStates.js';

export class CallPhoneDto {
  @TextField({ max: 50, description: 'E.164; as it was typed where nobody can tell the country' })
  phone!: string;

  @BoolField()
  isPrimary!: boolean;

  @TextField({ nullable: true, max: 1000, description: 'Why it cannot be called; null: it can' })
  refusal!: string | null;

  @TextField({ nullable: true, max: 1000, description: 'What to know before it is called' })
  note!: string | null;
}

export class CallOptionsDto {
  @NestedListField(() => CallPhoneDto, { description: 'Phone numbers of the contact, the primary one first' })
  phones!: CallPhoneDto[];

  @TextField({ nullable: true, max: 50, description: 'E.164; the number that both phones show. Null where no calls can be made' })
  from!: string | null;

  @TextField({ nullable: true, max: 2000, description: 'Why no calls can be made, and what to do about it; null: they can' })
  refusal!: string | null;

  @TextField({ nullable: true, max: 50, description: 'E.164; your phone, which rings first. Null: not entered yet' })
  ownPhone!: string | null;
}

export class MakeCallDto {
  @TextField({ optional: true, min: 1, max: 50, description: 'One of the numbers of the contact; the primary one when left out' })
  to?: string;
}

export class SetOwnPhoneDto {
  @TextField({ min: 1, max: 50, description: 'With its country code, such as +14155550100' })
  phone!: string;
}

export class OwnPhoneDto {
  @TextField({ nullable: true, max: 50, description: 'E.164; null: not entered yet' })
  phone!: string | null;
}

export class PhoneCallDto {
  @IdField({ description: 'Also of its entry on the timeline' })
  id!: string;

  @IdField()
  contactId!: string;

  @EnumField(CALL_STATES, { name: 'PhoneCallState' })
  state!: CallState;

  @BoolField({ description: 'It will not change any more' })
  isOver!: boolean;

  @TextField({ nullable: true, max: 1000, description: 'Why it did not come about' })
  reason!: string | null;

  @IntField({ description: 'Seconds that were talked' })
  seconds!: number;

  @TextField({ max: 50, description: 'The phone that rings first' })
  ownPhone!: string;

  @TextField({ max: 50 })
  to!: string;

  @TextField({ max: 50 })
  from!: string;

  @TextField({ nullable: true, description: 'Who calls' })
  authorName!: string | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true })
  endedAt!: string | null;
}
