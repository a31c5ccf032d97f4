import {
  CALL_OUTCOMES,
  type CallOutcome,
  type Direction,
  DIRECTIONS,
  LOGGED_TYPES,
  type LoggedType,
  LONGEST_CALL,
  LONGEST_ENTRY_TEXT,
  LONGEST_SUBJECT,
  MOST_MENTIONS,
  MOST_NOTE_FILES,
  TIMELINE_TYPES,
  type TimelineType,
} from '@rapport/common';
import { Transform } from 'class-transformer';
import {
  BoolField,
  DateTimeField,
  EnumField,
  EnumListField,
  IdField,
  IdListField,
  IntField,
  MomentField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';

export class TimelineEntryDto {
  @TextField()
  id!: string;

  @IdField()
  contactId!: string;

  @EnumField(TIMELINE_TYPES, { name: 'TimelineType' })
  type!: TimelineType;

  @RecordField({
    description:
      'One shape per type: email {subject, body, status?, opened_at?, direction?}, text {message, status?, direction?}, call {duration in seconds, notes, direction?, outcome?}, stage_change {old_list, new_list}, note {text, mentions?, files?: [{id, name, size in bytes}]}, ai {prompt, response}, system {message, source?, mergeId?}',
  })
  content!: Record<string, unknown>;

  @BoolField({ description: 'Texts of the content are cut; getTimelineEntry has them whole' })
  isShortened!: boolean;

  @TextField({ nullable: true })
  status!: string | null;

  @DateTimeField({ description: 'When it happened, which may be long before it was logged' })
  timestamp!: string;

  @TextField({ description: 'One line for people' })
  title!: string;

  @IdField({ nullable: true })
  campaignId!: string | null;

  @IdField({ nullable: true, description: 'The message as it was sent' })
  messageId!: string | null;

  @IdField({ nullable: true, description: 'Who did or wrote it' })
  actorId!: string | null;

  @TextField({ nullable: true })
  actorName!: string | null;

  @DateTimeField({ nullable: true, description: 'When it was last edited; listTimelineVersions has what it said before' })
  editedAt!: string | null;

  @BoolField({ description: 'The caller may edit and delete it: its author and admins, if a member logged it' })
  mayEdit!: boolean;
}

export class ActivityEntryDto extends TimelineEntryDto {
  @TextField({ description: 'Whose timeline it is on' })
  contactName!: string;
}

export class TimelineVersionDto {
  @IdField()
  id!: string;

  @RecordField({ description: 'What the entry said until then' })
  content!: Record<string, unknown>;

  @BoolField({ description: 'Texts of the content are cut; getTimelineVersion has them whole' })
  isShortened!: boolean;

  @DateTimeField({ description: 'When it had happened, as the entry said until then' })
  timestamp!: string;

  @DateTimeField()
  replacedAt!: string;

  @TextField({ nullable: true })
  replacedByName!: string | null;
}

export class NoteFileDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @IntField({ description: 'Bytes' })
  size!: number;
}

class TimelineFilterQuery extends PageQuery {
  // One value arrives as text, several as a list.
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @EnumListField(TIMELINE_TYPES, { optional: true, min: 1, name: 'TimelineType', description: 'Entries of these types' })
  types?: TimelineType[];

  @IdField({ optional: true, description: 'What this member did or wrote' })
  userId?: string;

  @MomentField({ optional: true, description: 'From then on' })
  from?: string;

  @MomentField({ optional: true, description: 'Before then' })
  to?: string;
}

export class ListTimelineQuery extends TimelineFilterQuery {
  @EnumField(TIMELINE_TYPES, { optional: true, name: 'TimelineType', description: 'As `types` with one value' })
  type?: TimelineType;

  @TextField({ optional: true, max: 200, description: 'Entries with all of these words, whatever their case and accents' })
  search?: string;
}

export class ListActivityQuery extends TimelineFilterQuery {}

export class AddNoteDto {
  @TextField({ min: 1, max: LONGEST_ENTRY_TEXT })
  text!: string;
}

/** What each type takes: note text, mentions, fileIds; call duration, notes, direction, outcome; email subject, body, direction; text message, direction. */
class EntryFields {
  @TextField({ optional: true, max: LONGEST_ENTRY_TEXT, description: 'Of a note' })
  text?: string;

  @IdListField({ optional: true, max: MOST_MENTIONS, description: 'Of a note: the members it mentions, who are told' })
  mentions?: string[];

  @IdListField({
    optional: true,
    max: MOST_NOTE_FILES,
    description: 'Of a note: its files, which were uploaded for this contact. An edit replaces them all',
  })
  fileIds?: string[];

  @TextField({ optional: true, max: LONGEST_SUBJECT, description: 'Of an email' })
  subject?: string;

  @TextField({ optional: true, max: LONGEST_ENTRY_TEXT, description: 'Of an email' })
  body?: string;

  @TextField({ optional: true, max: LONGEST_ENTRY_TEXT, description: 'Of a text message' })
  message?: string;

  @IntField({ optional: true, min: 0, max: LONGEST_CALL, description: 'Of a call, in seconds' })
  duration?: number;

  @TextField({ optional: true, max: LONGEST_ENTRY_TEXT, description: 'Of a call' })
  notes?: string;

  @EnumField(DIRECTIONS, { optional: true, name: 'Direction', description: 'Of a call, an email or a text message' })
  direction?: Direction;

  @EnumField(CALL_OUTCOMES, { optional: true, name: 'CallOutcome', description: 'Of a call' })
  outcome?: CallOutcome;

  @DateTimeField({ optional: true, description: 'When it happened, not in the future' })
  at?: string;
}

export class LogEntryDto extends EntryFields {
  @EnumField(LOGGED_TYPES, { name: 'LoggedType' })
  type!: LoggedType;
}

/** What is left out stays as it is. */
export class EditEntryDto extends EntryFields {}
