import { BoolField, DateTimeField, EnumField, IdField, RecordField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
import { TIMELINE_TYPES, type TimelineType } from './timelineTypes.js';

export class TimelineEntryDto {
  @TextField()
  id!: string;

  @IdField()
  contactId!: string;

  @EnumField(TIMELINE_TYPES, { name: 'TimelineType' })
  type!: TimelineType;

  @RecordField({ description: 'One shape per type: email {subject, …}, stage_change {old_list, new_list}, note {text}, system {message}' })
  content!: Record<string, unknown>;

  @BoolField({ description: 'Texts of the content are cut; getTimelineEntry has them whole' })
  isShortened!: boolean;

  @TextField({ nullable: true })
  status!: string | null;

  @DateTimeField()
  timestamp!: string;

  @TextField({ description: 'One line for people' })
  title!: string;

  @IdField({ nullable: true })
  campaignId!: string | null;

  @IdField({ nullable: true, description: 'The message as it was sent' })
  messageId!: string | null;

  @TextField({ nullable: true })
  actorName!: string | null;
}

export class ListTimelineQuery extends PageQuery {
  @EnumField(TIMELINE_TYPES, { optional: true, name: 'TimelineType' })
  type?: TimelineType;
}

export class AddNoteDto {
  @TextField({ min: 1, max: 10_000 })
  text!: string;
}
