import { DateTimeField, EnumField, IdField, IntField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';

export const CONVERSATION_VIEWS = ['open', 'mine', 'unassigned', 'snoozed', 'done'] as const;
export type ConversationView = (typeof CONVERSATION_VIEWS)[number];
export const CONVERSATION_CHANNELS = ['email', 'text'] as const;
export type ConversationChannel = (typeof CONVERSATION_CHANNELS)[number];
export const CONVERSATION_STATES = ['open', 'done'] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

/** UTF-16 units of a line of the list. */
export const LONGEST_PREVIEW = 200;

export class ConversationDto {
  @IdField()
  id!: string;

  @IdField({ description: 'Whose timeline has the messages, as entries of the type of the channel' })
  contactId!: string;

  @TextField()
  contactName!: string;

  @TextField({ nullable: true })
  company!: string | null;

  @EnumField(CONVERSATION_CHANNELS, { name: 'ConversationChannel' })
  channel!: ConversationChannel;

  @EnumField(CONVERSATION_STATES, { name: 'ConversationState' })
  status!: ConversationState;

  @IntField({ description: 'Answers that nobody has opened. The team shares this number' })
  unread!: number;

  @IdField({ nullable: true, description: 'The member who takes care of it' })
  assigneeId!: string | null;

  @TextField({ nullable: true })
  assigneeName!: string | null;

  @DateTimeField({ nullable: true, description: 'Out of the open ones until then, or until the next answer' })
  snoozedUntil!: string | null;

  @IdField({
    description: 'Of the answer that arrived last. Pass it along with a change to have the change refused if another has arrived',
  })
  lastEntryId!: string;

  @DateTimeField({ description: 'When the last answer arrived' })
  lastReceivedAt!: string;

  @TextField({ nullable: true, max: LONGEST_PREVIEW, description: 'Of the last message. Null for texts' })
  subject!: string | null;

  @TextField({ max: LONGEST_PREVIEW, description: 'The beginning of the last message' })
  preview!: string;

  @EnumField(['incoming', 'outgoing'], { name: 'MessageDirection', description: 'Of the last message. Outgoing: it was answered' })
  lastDirection!: 'incoming' | 'outgoing';

  @DateTimeField({ description: 'Of the last message' })
  lastMessageAt!: string;
}

export class ListConversationsQuery extends PageQuery {
  @EnumField(CONVERSATION_VIEWS, {
    optional: true,
    name: 'ConversationView',
    description: 'open (the default), mine and unassigned: the newest answer first; snoozed: the next first; done',
  })
  view?: ConversationView;

  @EnumField(CONVERSATION_CHANNELS, { optional: true, name: 'ConversationChannel' })
  channel?: ConversationChannel;

  @IdField({ optional: true })
  contactId?: string;
}

export class ConversationCountsDto {
  @IntField()
  open!: number;

  @IntField({ description: 'Open and assigned to the caller' })
  mine!: number;

  @IntField({ description: 'Open and assigned to nobody' })
  unassigned!: number;

  @IntField()
  snoozed!: number;

  @IntField({ description: 'Open ones with answers that nobody has opened' })
  unread!: number;
}

/** What is left out stays as it is. */
export class UpdateConversationDto {
  @EnumField(CONVERSATION_STATES, { optional: true, name: 'ConversationState', description: 'done ends a snooze' })
  status?: ConversationState;

  @IdField({ optional: true, nullable: true, description: 'A member who is at least author' })
  assigneeId?: string | null;

  @DateTimeField({ optional: true, nullable: true, description: 'In the future; opens one that is done. Null ends the snooze' })
  snoozedUntil?: string | null;

  @IdField({ optional: true, description: 'The last answer that the caller knows. Refused with 409 when another has arrived since' })
  lastEntryId?: string;
}

export class ReadConversationDto {
  @IdField({ description: 'The last answer that was read. It stays unread when another has arrived since' })
  lastEntryId!: string;
}
