import {
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { SenderFieldDto } from '../providers/public.js';

export const MAILBOX_STATES = ['reading', 'failing', 'paused'] as const;
export type MailboxState = (typeof MAILBOX_STATES)[number];

export class MailboxCountsDto {
  @IntField({ min: 0, description: 'Reports that a message of ours was not delivered, or not yet' }) bounces!: number;
  @IntField({ min: 0, description: 'Recipients who called a message of ours spam' }) complaints!: number;
  @IntField({ min: 0 }) replies!: number;
  @IntField({ min: 0, description: 'Answers of programs, such as out-of-office notes' }) automatic!: number;
  @IntField({ min: 0, description: 'Messages about none of ours: nothing of them is kept' }) others!: number;
}

export class MailboxDto {
  @IdField() id!: string;
  @RecordField({ description: 'The settings; of the password only whether it is set, since when and by whom' })
  config!: Record<string, unknown>;
  @EnumField(MAILBOX_STATES, { name: 'MailboxState', description: 'failing: the last attempt to read it failed; it is tried again' })
  state!: MailboxState;
  @TextField({ nullable: true, description: 'Why the last attempt failed, and what to do' }) lastError!: string | null;
  @DateTimeField({ nullable: true }) lastErrorAt!: string | null;
  @DateTimeField({ nullable: true, description: 'null: not yet' }) lastReadAt!: string | null;
  @DateTimeField({ description: 'When it is read next, unless it is paused' }) nextReadAt!: string;
  @NestedField(() => MailboxCountsDto, { description: 'What was read since it was connected' }) counts!: MailboxCountsDto;
  @DateTimeField() connectedAt!: string;
}

/** The mailbox of a sender, and the fields from which its form is drawn. */
export class SenderMailboxDto {
  @NestedField(() => MailboxDto, { nullable: true, description: 'null: none is connected' }) mailbox!: MailboxDto | null;
  @NestedListField(() => SenderFieldDto) fields!: SenderFieldDto[];
}

export class ConnectMailboxDto {
  @RecordField({
    description: 'A password that is left out keeps its stored value while host, port, encryption and user name stay as they are',
  })
  config!: Record<string, unknown>;
}

export class MailboxCheckDto {
  @IntField({ min: 0, description: 'How many messages the folder holds' }) messages!: number;
}
