import { LONGEST_TEXT, MOST_NOTE_FILES } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EmailField,
  EnumField,
  IdField,
  IdListField,
  IntField,
  NestedField,
  NestedListField,
  NumberField,
  TextField,
} from '../../platform/http/fields.js';
import { DIRECT_MESSAGE_STATES, type DirectMessageState } from './directMessageStates.js';

/** Characters. A pasted page with embedded pictures still fits. */
const LONGEST_BODY = 1_000_000;

export class PreviewMessageDto {
  @EmailField({ optional: true, description: 'One of the addresses of the contact; its primary one when left out' })
  to?: string;

  @TextField({ max: 500, keepWhitespace: true, description: 'May hold merge tags' })
  subject!: string;

  @TextField({ max: LONGEST_BODY, keepWhitespace: true, description: 'HTML with merge tags' })
  bodyHtml!: string;

  @BoolField({ optional: true, description: 'Replies go to the member who writes; else to the reply address of the workspace' })
  repliesToMe?: boolean;
}

export class SendMessageDto extends PreviewMessageDto {
  @IdField({ optional: true, nullable: true, description: 'The sender it goes through; the active one when left out' })
  senderAccountId?: string | null;

  @IdField({
    optional: true,
    nullable: true,
    description: 'The entry of an email of this contact that is answered: mail programs show both together',
  })
  answerTo?: string | null;

  @IdListField({ optional: true, max: MOST_NOTE_FILES, description: 'Files that were uploaded for this contact' })
  fileIds?: string[];
}

export const RESOLVE_OUTCOMES = ['sent', 'notSent'] as const;

export class ResolveMessageDto {
  @EnumField(RESOLVE_OUTCOMES, { name: 'MessageOutcome', description: 'notSent: it is sent again' })
  outcome!: 'sent' | 'notSent';
}

export class MessageProblemDto {
  @TextField({ max: 100 })
  code!: string;

  @EnumField(['error', 'warning'], { name: 'MessageSeverity', description: 'With an error it is not sent' })
  severity!: 'error' | 'warning';

  @EnumField(['to', 'subject', 'bodyHtml'], { name: 'MessageField' })
  field!: 'to' | 'subject' | 'bodyHtml';

  @TextField({ max: 2000 })
  message!: string;
}

export class MessagePreviewDto {
  @TextField({ max: 1000 })
  from!: string;

  @TextField({ max: 1000 })
  to!: string;

  @TextField({ nullable: true, max: 1000 })
  replyTo!: string | null;

  @TextField({ max: 1000 })
  subject!: string;

  @TextField({ max: LONGEST_BODY })
  html!: string;

  @TextField({ max: LONGEST_BODY })
  text!: string;

  @NestedListField(() => MessageProblemDto)
  problems!: MessageProblemDto[];
}

export class MessageAddressDto {
  @TextField()
  address!: string;

  @BoolField()
  isPrimary!: boolean;

  @TextField({ nullable: true, description: 'Why nothing may be sent there' })
  refusal!: string | null;

  @TextField({ nullable: true, description: 'What the writer should know of it' })
  note!: string | null;
}

export class MessageSenderDto {
  @IdField({ nullable: true, description: 'Null: the mail lab' })
  id!: string | null;

  @TextField()
  name!: string;

  @BoolField()
  isActive!: boolean;

  @TextField({ nullable: true, description: 'Why it is paused' })
  pausedReason!: string | null;
}

export class MessageOptionsDto {
  @NestedListField(() => MessageAddressDto, { description: 'Of the contact, the primary one first' })
  addresses!: MessageAddressDto[];

  @NestedListField(() => MessageSenderDto)
  senders!: MessageSenderDto[];

  @TextField({ nullable: true, max: 1000, description: 'Who it comes from; null: nothing can be sent yet' })
  from!: string | null;

  @TextField({ nullable: true, description: 'Where replies go unless they go to the writer' })
  replyTo!: string | null;

  @TextField({ description: 'The address of the writer' })
  ownAddress!: string;

  @IntField({ description: 'What all files of one message may have, in bytes' })
  mostFileBytes!: number;
}

export class WriteTextDto {
  @TextField({ optional: true, max: 50, description: 'One of the phone numbers of the contact; its primary one when left out' })
  to?: string;

  @TextField({ max: LONGEST_TEXT, keepWhitespace: true, description: 'May hold merge tags' })
  text!: string;
}

export class TextProblemDto {
  @TextField({ max: 100 })
  code!: string;

  @EnumField(['error', 'warning'], { name: 'MessageSeverity', description: 'With an error it is not sent' })
  severity!: 'error' | 'warning';

  @TextField({ max: 2000 })
  message!: string;
}

export class TextPreviewDto {
  @TextField({ max: 1000 })
  from!: string;

  @TextField({ max: 50 })
  to!: string;

  @TextField({ description: 'As it arrives; empty while an error keeps it from being written' })
  text!: string;

  @IntField({ description: 'In how many parts the network sends it. Each is paid for' })
  segments!: number;

  @NumberField({ nullable: true, description: 'What it costs; null: nobody entered what a segment costs' })
  cost!: number | null;

  @TextField({ description: 'ISO 4217' })
  currency!: string;

  @NestedListField(() => TextProblemDto)
  problems!: TextProblemDto[];
}

export class TextOptionsDto {
  @NestedListField(() => MessageAddressDto, { description: 'Phone numbers of the contact, the primary one first' })
  phones!: MessageAddressDto[];

  @TextField({ max: 1000, description: 'The number or the account it comes from' })
  from!: string;

  @TextField({ nullable: true, description: 'Why the sender of texts is paused' })
  pausedReason!: string | null;
}

export class MessageErrorDto {
  @TextField()
  code!: string;

  @TextField({ max: 5000 })
  message!: string;
}

export class DirectMessageDto {
  @IdField({ description: 'Also of its entry on the timeline, and of the message as sent' })
  id!: string;

  @IdField()
  contactId!: string;

  @EnumField(['email', 'text'], { name: 'MessageChannel' })
  channel!: 'email' | 'text';

  @EnumField(DIRECT_MESSAGE_STATES, { name: 'DirectMessageState' })
  state!: DirectMessageState;

  @TextField({ max: 1000 })
  from!: string;

  @TextField({ max: 1000 })
  to!: string;

  @TextField({ nullable: true, max: 1000 })
  replyTo!: string | null;

  @TextField({ max: 1000, description: 'Empty for a text' })
  subject!: string;

  @NestedField(() => MessageErrorDto, { nullable: true, description: 'Why it was not sent, or is tried again' })
  error!: MessageErrorDto | null;

  @IntField({ description: 'How often it was handed over' })
  attempts!: number;

  @DateTimeField({ nullable: true, description: 'While it is queued: when it is sent. Until then it can be cancelled' })
  dueAt!: string | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true })
  sentAt!: string | null;

  @TextField({ nullable: true })
  authorName!: string | null;
}
