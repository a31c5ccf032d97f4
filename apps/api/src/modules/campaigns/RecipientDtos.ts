import { PickType } from '@nestjs/swagger';
import { BoolField, DateTimeField, EnumField, IdField, IntField, TextField } from '../../platform/http/fields.js';
import { VARIANT_ROUNDS, type VariantRound } from './abTests/AbTest.js';
import { PageQuery } from '../../platform/http/Page.js';

export const RECIPIENT_STATES = ['planned', 'claimed', 'handed', 'accepted', 'delivered', 'failed', 'uncertain', 'skipped'] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

export const SKIP_REASONS = [
  'noEmail',
  'noPhone',
  'phoneWithoutCountry',
  'unsubscribed',
  'bounced',
  'complained',
  'manual',
  'leftTopic',
  'paused',
  'frequencyCap',
  'trashed',
  'duplicateAddress',
  'merged',
  'addressChanged',
  'textEmpty',
  'textTooLong',
  'excludedList',
  'excludedSegment',
  'hadIt',
  'notApproved',
  'cancelled',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What recipients did, became of their message, or machines alone did with it. */
export const RECIPIENT_ACTS = [
  'opened',
  'clicked',
  'replied',
  'unsubscribed',
  'complained',
  'bounced',
  'refused',
  'machineOpened',
  'machineClicked',
] as const;
export type RecipientAct = (typeof RECIPIENT_ACTS)[number];

export class RecipientDto {
  @IdField() id!: string;
  @IdField() contactId!: string;
  @TextField() displayName!: string;
  @TextField({ nullable: true }) email!: string | null;
  @EnumField(RECIPIENT_STATES, { name: 'RecipientState' }) state!: RecipientState;
  @EnumField(SKIP_REASONS, { nullable: true, name: 'SkipReason' }) skipReason!: SkipReason | null;
  @TextField({ nullable: true, description: 'What went wrong, in words' }) error!: string | null;
  @IntField() attempts!: number;
  @TextField({ nullable: true, description: 'The Message-ID header' }) messageId!: string | null;
  @IdField({ nullable: true, description: 'For getSentMessage' }) sentMessageId!: string | null;
  @DateTimeField({ nullable: true }) handedAt!: string | null;
  @DateTimeField({ nullable: true }) acceptedAt!: string | null;
  @DateTimeField({ nullable: true }) nextAttemptAt!: string | null;
  @DateTimeField() updatedAt!: string;
  @DateTimeField({ nullable: true }) deliveredAt!: string | null;
  @DateTimeField({ nullable: true }) bouncedAt!: string | null;
  @DateTimeField({ nullable: true }) repliedAt!: string | null;
  @DateTimeField({ nullable: true }) unsubscribedAt!: string | null;
  @DateTimeField({ nullable: true }) complainedAt!: string | null;
  @DateTimeField({ nullable: true }) openedAt!: string | null;
  @DateTimeField({ nullable: true }) clickedAt!: string | null;
  @DateTimeField({ nullable: true, description: 'Opened by a machine: an image proxy, a scanner' }) machineOpenedAt!: string | null;
  @DateTimeField({ nullable: true, description: 'A link was followed by a machine' }) machineClickedAt!: string | null;
  @DateTimeField({ nullable: true }) lastOpenedAt!: string | null;
  @DateTimeField({ nullable: true }) lastClickedAt!: string | null;
  @IntField({ description: 'How often people opened it' }) opens!: number;
  @IntField({ description: 'How often people followed a link' }) clicks!: number;
  @TextField({ nullable: true, description: 'Of a campaign with variants: the one they get; null: that is not decided yet' })
  variant!: string | null;
  @BoolField({ description: 'Uncertain: only a person can say whether it arrived' }) needsPerson!: boolean;
}

export class ListRecipientsQuery extends PageQuery {
  @EnumField(RECIPIENT_STATES, { optional: true, name: 'RecipientState' }) state?: RecipientState;
  @EnumField(RECIPIENT_ACTS, {
    optional: true,
    name: 'RecipientAct',
    description: '`refused`: failed without a bounce, when it was handed over. `machine…`: machines alone, no person',
  })
  did?: RecipientAct;
  @EnumField(SKIP_REASONS, { optional: true, name: 'SkipReason', description: 'Those who were left out for this reason' })
  skipReason?: SkipReason;
  @TextField({ optional: true, max: 200 }) search?: string;
  @IdField({ optional: true, description: 'Recipients of this variant' }) variantId?: string;
  @EnumField(VARIANT_ROUNDS, {
    optional: true,
    name: 'VariantRound',
    description: '`test`: compared with others; `rest`: got what was decided',
  })
  round?: VariantRound;
}

export class DownloadRecipientsQuery extends PickType(ListRecipientsQuery, [
  'state',
  'did',
  'skipReason',
  'search',
  'variantId',
  'round',
]) {}

export class ResolveRecipientDto {
  @EnumField(['sent', 'notSent'], { name: 'ResolveOutcome' }) outcome!: 'sent' | 'notSent';
}
