import { DateTimeField, EnumField, IdField, TextField, TimeZoneField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';

export const REMINDER_STATES = ['open', 'due', 'done'] as const;
export type ReminderState = (typeof REMINDER_STATES)[number];
export const LONGEST_REMINDER = 500;

export class ReminderDto {
  @IdField()
  id!: string;

  @IdField()
  contactId!: string;

  @TextField()
  contactName!: string;

  @TextField({ max: LONGEST_REMINDER })
  text!: string;

  @DateTimeField()
  dueAt!: string;

  @TimeZoneField({ description: 'On whose clocks the time was chosen' })
  timeZone!: string;

  @IdField({ nullable: true, description: 'Who is reminded' })
  assigneeId!: string | null;

  @TextField({ nullable: true })
  assigneeName!: string | null;

  @TextField({ nullable: true })
  createdByName!: string | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true })
  doneAt!: string | null;
}

export class ListRemindersQuery extends PageQuery {
  @EnumField(REMINDER_STATES, {
    optional: true,
    name: 'ReminderState',
    description: 'open (all that are not done, the default) and due: earliest first; done: latest first',
  })
  state?: ReminderState;

  @IdField({ optional: true })
  assigneeId?: string;

  @IdField({ optional: true })
  contactId?: string;
}

export class CreateReminderDto {
  @IdField()
  contactId!: string;

  @TextField({ min: 1, max: LONGEST_REMINDER })
  text!: string;

  @DateTimeField({ description: 'In the future' })
  dueAt!: string;

  @TimeZoneField({ optional: true, description: 'That of the workspace when left out' })
  timeZone?: string;

  @IdField({ optional: true, description: 'A member who is at least author; the caller when left out' })
  assigneeId?: string;
}

/** What is left out stays as it is. A later `dueAt` is what is called snooze. */
export class UpdateReminderDto {
  @TextField({ optional: true, min: 1, max: LONGEST_REMINDER })
  text?: string;

  @DateTimeField({ optional: true })
  dueAt?: string;

  @TimeZoneField({ optional: true })
  timeZone?: string;

  @IdField({ optional: true })
  assigneeId?: string;
}
