import { LAB_FAULTS, type LabFault } from '@rapport/providers';
import { DateTimeField, EnumField, IntField, NestedField, TextField } from '../../platform/http/fields.js';

export class SetLabFaultDto {
  @EnumField(LAB_FAULTS, {
    name: 'LabFault',
    description:
      'timesOut: arrives, and the answer is lost. mailboxBusy, senderBusy: refused for now. refused: refused for good. softBounce, hardBounce: accepted, and comes back some seconds later. slow: takes seconds. doubledReports: reports come twice and in reverse order',
  })
  fault!: LabFault;

  @IntField({ optional: true, min: 1, max: 100, default: 100, description: 'Of a hundred messages' })
  share?: number;

  @TextField({
    optional: true,
    nullable: true,
    max: 254,
    description: 'Only recipients whose address or number contains this. Null: everyone',
  })
  recipient?: string | null;

  @IntField({ optional: true, min: 1, max: 1000, default: 10, description: 'It ends after so many messages, and after an hour' })
  messages?: number;
}

export class LabFaultDto {
  @EnumField(LAB_FAULTS, { name: 'LabFault' })
  fault!: LabFault;

  @IntField({ description: 'Of a hundred messages' })
  share!: number;

  @TextField({ nullable: true, max: 254 })
  recipient!: string | null;

  @IntField({ description: 'It ends after so many messages' })
  messages!: number;

  @IntField({ description: 'Messages that it has met' })
  hits!: number;

  @DateTimeField()
  startedAt!: string;

  @DateTimeField({ description: 'It ends then at the latest' })
  endsAt!: string;
}

export class LabFaultStateDto {
  @NestedField(() => LabFaultDto, { nullable: true, description: 'Null: the mail lab takes every message as it comes' })
  active!: LabFaultDto | null;
}
