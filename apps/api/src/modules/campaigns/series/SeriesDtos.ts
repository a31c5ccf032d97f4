import { DECISION_REASONS, type DecisionReason } from '../abTests/AbTestDtos.js';
import { CampaignSummaryDto } from '../CampaignDtos.js';
import { DateTimeField, EnumField, IdField, NestedField, TextField } from '../../../platform/http/fields.js';
import { OCCURRENCE_STATES, type OccurrenceState } from './OccurrenceRepository.js';

export class SeriesWinnerDto {
  @IdField() variantId!: string;
  @EnumField(DECISION_REASONS, { name: 'DecisionReason' }) reason!: DecisionReason;
  @TextField({ description: 'Its name, and how it was decided where it did not win' }) text!: string;
}

export class SeriesDateDto {
  @DateTimeField() occursAt!: string;
  @TextField({ description: 'The date in words, where the zone of the series is' }) text!: string;
  @EnumField(OCCURRENCE_STATES, {
    name: 'SeriesDateState',
    description: 'A campaign was made for it; a person skipped it; its moment passed without a message',
  })
  state!: OccurrenceState;
  @TextField({ nullable: true, max: 2000, description: 'Why it was missed' }) reason!: string | null;
  @NestedField(() => CampaignSummaryDto, { nullable: true }) campaign!: CampaignSummaryDto | null;
  @NestedField(() => SeriesWinnerDto, { nullable: true, description: 'Of a series with variants: which one the rest got at this date' })
  winner!: SeriesWinnerDto | null;
}

export class SkipDateDto {
  @DateTimeField({ description: 'The next date, as it was seen: `scheduledAt` of the series' }) occursAt!: string;
}
