import { BoolField, DateTimeField, EnumField, IdField, IntField, NestedListField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';

export const LAB_ACTIONS = ['open', 'click', 'bounce', 'complain', 'unsubscribe', 'reply', 'autoReply'] as const;
export type LabAction = (typeof LAB_ACTIONS)[number];

export const LAB_EVENT_TYPES = [
  'opened',
  'clicked',
  'bounced',
  'complained',
  'unsubscribed',
  'replied',
  'autoReplied',
  'timedOut',
] as const;
export type LabEventType = (typeof LAB_EVENT_TYPES)[number];

export const LAB_CHANNELS = ['email', 'text'] as const;
export type LabChannel = (typeof LAB_CHANNELS)[number];

export class LabMessageQuery extends PageQuery {
  @TextField({ optional: true, max: 200, description: 'Part of the sender, the recipient or the subject' })
  search?: string;
}

export class PlayRecipientDto {
  @EnumField(LAB_ACTIONS, { description: 'What the simulated recipient does' })
  action!: LabAction;

  @TextField({ optional: true, max: 5000, description: 'With `click`: one of the links of the message' })
  url?: string;

  @TextField({
    optional: true,
    max: 5000,
    description: 'With `reply`: what they write. With `autoReply`: what the program writes that answers for them',
  })
  text?: string;
}

export class LabMessageSummaryDto {
  @IdField()
  id!: string;

  @EnumField(LAB_CHANNELS, { name: 'LabChannel', description: 'An email, or a text to a phone' })
  channel!: LabChannel;

  @TextField({ max: 1000 })
  from!: string;

  @TextField({ max: 1000 })
  to!: string;

  @TextField({ max: 1000 })
  subject!: string;

  @TextField({ description: 'The first words of the text' })
  preview!: string;

  @DateTimeField()
  receivedAt!: string;

  @BoolField()
  isRead!: boolean;

  @EnumField(LAB_EVENT_TYPES, { nullable: true, description: 'The last simulated act of the recipient, or what a simulated fault did' })
  lastEvent!: LabEventType | null;

  @IdField({ nullable: true })
  campaignId!: string | null;
}

export class LabHeaderDto {
  @TextField()
  name!: string;

  @TextField({ max: 20_000 })
  value!: string;
}

export class LabLinkDto {
  @TextField({ max: 1000 })
  text!: string;

  @TextField({ max: 5000 })
  url!: string;
}

export class LabEventDto {
  @EnumField(LAB_EVENT_TYPES)
  type!: LabEventType;

  @DateTimeField()
  at!: string;

  @TextField({ nullable: true, max: 5000, description: 'The link, the reply or the server’s words' })
  detail!: string | null;
}

export class LabMessageDto {
  @IdField()
  id!: string;

  @EnumField(LAB_CHANNELS, { name: 'LabChannel', description: 'An email, or a text to a phone' })
  channel!: LabChannel;

  @TextField({ max: 1000 })
  from!: string;

  @TextField({ max: 1000 })
  to!: string;

  @TextField({ max: 1000 })
  subject!: string;

  @TextField({ max: 5_000_000, nullable: true, description: 'As received and not sanitised: show it only in a frame without scripts' })
  html!: string | null;

  @TextField({ max: 5_000_000, nullable: true })
  text!: string | null;

  @NestedListField(() => LabHeaderDto)
  headers!: LabHeaderDto[];

  @TextField({ max: 10_000_000, description: 'The raw message' })
  raw!: string;

  @DateTimeField()
  receivedAt!: string;

  @NestedListField(() => LabLinkDto)
  links!: LabLinkDto[];

  @NestedListField(() => LabEventDto)
  events!: LabEventDto[];

  @IdField({ nullable: true })
  contactId!: string | null;

  @IdField({ nullable: true })
  campaignId!: string | null;

  @BoolField({ description: 'Carries a one-click unsubscribe link (RFC 8058)' })
  canUnsubscribe!: boolean;
}

export class LabUnreadDto {
  @IntField()
  count!: number;
}

export class LabClearedDto {
  @IntField({ description: 'How many messages were removed' })
  removed!: number;
}
