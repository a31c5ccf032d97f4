import {
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  NumberField,
  TextField,
} from '../../../platform/http/fields.js';
import { MOST_VARIANTS, WINNER_RULES, WITHOUT_WINNER, type WinnerRule, type WithoutWinner } from './AbTest.js';

const AS_CAMPAIGN = 'null: as in the campaign';

export class VariantDto {
  @IdField({ optional: true, description: 'Of one that is there already; left out for a new one' }) id?: string;
  @TextField({ min: 1, max: 60 }) name!: string;
  @TextField({ optional: true, nullable: true, max: 250, description: AS_CAMPAIGN }) subject?: string | null;
  @TextField({ optional: true, nullable: true, max: 120, description: AS_CAMPAIGN }) fromName?: string | null;
  @IdField({ optional: true, nullable: true, description: AS_CAMPAIGN }) templateId?: string | null;
}

export class SamplePlanDto {
  @IntField({ min: 1, max: 90, description: 'Percent of the recipients who are in the test' }) share!: number;
  @IntField({ min: 1, max: 1_000_000, description: 'People for each variant at least, also where the share is smaller' }) minimum!: number;
  @IntField({ min: 10, max: 20_160, description: 'How long answers are waited for after the test was sent, in minutes' })
  waitMinutes!: number;
  @EnumField(WINNER_RULES, { name: 'WinnerRule', description: 'What counts: people who open it, click in it or reply to it' })
  rule!: WinnerRule;
  @IntField({ min: 80, max: 99, description: 'In percent. Below it no variant wins' }) confidence!: number;
  @EnumField(WITHOUT_WINNER, {
    name: 'WithoutWinner',
    description: 'Without a winner: the rest gets the first variant, or waits until a person chooses',
  })
  otherwise!: WithoutWinner;
}

export class AbTestDto {
  @NestedListField(() => VariantDto, {
    max: MOST_VARIANTS,
    description: 'Two to five. The first is the campaign itself and changes nothing; the others say what is different',
  })
  variants!: VariantDto[];
  @NestedField(() => SamplePlanDto, {
    optional: true,
    nullable: true,
    description: 'Try them on a part first, then send the winner to the rest. null: share them out among everyone and compare',
  })
  sample?: SamplePlanDto | null;
}

export const AB_PHASES = ['none', 'test', 'waiting', 'asking', 'rest', 'done'] as const;
export type AbPhase = (typeof AB_PHASES)[number];

export class MeasuredDto {
  @IntField() count!: number;
  @IntField({ description: 'Of so many' }) of!: number;
  @NumberField({ nullable: true, description: 'From 0 to 1; the true share lies between the two with 95% confidence. null: nobody yet' })
  low!: number | null;
  @NumberField({ nullable: true }) high!: number | null;
  @NumberField({ nullable: true, description: 'Share minus that of the first variant, from -1 to 1. null: it is the first, or nobody yet' })
  difference!: number | null;
  @NumberField({ nullable: true, description: 'The true difference lies between the two with 95% confidence' }) differenceLow!:
    number | null;
  @NumberField({ nullable: true }) differenceHigh!: number | null;
}

export class VariantResultDto {
  @IdField() id!: string;
  @TextField() name!: string;
  @TextField({ nullable: true, description: 'What it is different in; null: as in the campaign' }) subject!: string | null;
  @TextField({ nullable: true }) fromName!: string | null;
  @TextField({ nullable: true, description: 'Name and version of its template' }) template!: string | null;
  @IntField({ description: 'Recipients of the test who get this variant' }) recipients!: number;
  @IntField({ description: 'Of those who waited for the decision' }) rest!: number;
  @IntField({ description: 'Messages of the test that a mail server took over and that did not come back' }) sent!: number;
  @NestedField(() => MeasuredDto) opened!: MeasuredDto;
  @NestedField(() => MeasuredDto) clicked!: MeasuredDto;
  @NestedField(() => MeasuredDto) replied!: MeasuredDto;
  @NestedField(() => MeasuredDto) unsubscribed!: MeasuredDto;
  @NestedField(() => MeasuredDto, { description: 'Of all messages that a mail server took over' }) bounced!: MeasuredDto;
}

export class VerdictDto {
  @IdField({ description: 'The variant with the largest share' }) leaderId!: string;
  @NumberField({ nullable: true, description: 'How sure it is that this is no accident, in percent. null: too few people to say' })
  confidence!: number | null;
  @TextField({ description: 'In words' }) text!: string;
}

export const DECISION_REASONS = ['winner', 'control', 'person'] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

export class DecisionDto {
  @IdField() variantId!: string;
  @EnumField(DECISION_REASONS, { name: 'DecisionReason', description: '`control`: no variant won, and the first goes to the rest' })
  reason!: DecisionReason;
  @TextField({ description: 'In words' }) text!: string;
  @DateTimeField() decidedAt!: string;
}

export class AbResultDto {
  @EnumField(AB_PHASES, {
    name: 'AbPhase',
    description:
      '`none`: the campaign has no variants. `waiting`: until `decidesAt`. `asking`: no variant won, a person chooses. `rest`: the others are sent what was decided',
  })
  phase!: AbPhase;
  @DateTimeField({ nullable: true }) decidesAt!: string | null;
  @IntField({ description: 'Recipients who wait for the decision' }) waiting!: number;
  @NestedField(() => DecisionDto, { nullable: true }) decision!: DecisionDto | null;
  @NestedField(() => VerdictDto, {
    nullable: true,
    description: 'By the rule of the test, with what is known now; null where nothing was sent yet',
  })
  verdict!: VerdictDto | null;
  @NestedListField(() => VariantResultDto, { description: 'In the order of the test' }) variants!: VariantResultDto[];
}
