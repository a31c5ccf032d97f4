import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { MAILBOX_STATES, type MailboxState, SenderFieldDto } from '../providers/public.js';

export const MAILBOX_SOURCES = ['imap', 'sender'] as const;
export type MailboxSource = (typeof MAILBOX_SOURCES)[number];

export class MailboxCountsDto {
  @IntField({ min: 0, description: 'Reports that a message of ours was not delivered, or not yet' }) bounces!: number;
  @IntField({ min: 0, description: 'Recipients who called a message of ours spam' }) complaints!: number;
  @IntField({ min: 0 }) replies!: number;
  @IntField({ min: 0, description: 'Answers of programs, such as out-of-office notes' }) automatic!: number;
  @IntField({ min: 0, description: 'Messages about none of ours: nothing of them is kept' }) others!: number;
}

export class MailboxDto {
  @IdField() id!: string;
  @EnumField(MAILBOX_SOURCES, { name: 'MailboxSource', description: 'sender: read with the settings of the sender itself' })
  source!: MailboxSource;
  @TextField({ description: 'Whose mailbox it is: its address, or the user name that signs in' }) address!: string;
  @RecordField({ description: 'The settings of IMAP; of the password only whether it is set, since when and by whom' })
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
  @BoolField({ description: 'The sender itself can read its mailbox: source may be "sender"' }) mayReadOwn!: boolean;
  @NestedListField(() => SenderFieldDto) fields!: SenderFieldDto[];
}

export class ConnectMailboxDto {
  @EnumField(MAILBOX_SOURCES, {
    name: 'MailboxSource',
    optional: true,
    description: 'sender: the mailbox that a sender of Google Workspace or Microsoft 365 sends from, with its settings. Default: imap',
  })
  source?: MailboxSource;

  @RecordField({
    optional: true,
    description:
      'A password that is left out keeps its stored value while host, port, encryption and user name stay as they are. Not needed with the source sender',
  })
  config?: Record<string, unknown>;
}

export class MailboxCheckDto {
  @IntField({ min: 0, description: 'How many messages the folder or the mailbox holds' }) messages!: number;
}
