import { DateTimeField, EnumField, IntField, NestedListField, TextField } from '../../../../platform/http/fields.js';

export const LINK_STATES = ['checking', 'fine', 'insecure', 'broken', 'unchecked', 'notAsked'] as const;
export type LinkState = (typeof LINK_STATES)[number];

export const LINK_CHECK_STATES = ['off', 'checking', 'done'] as const;
export type LinkCheckState = (typeof LINK_CHECK_STATES)[number];

export class CampaignLinkDto {
  @TextField({ max: 2_000, description: 'As it is written, with merge tags' }) url!: string;
  @TextField({ nullable: true, description: 'What a reader sees of it; null in texts' }) label!: string | null;
  @EnumField(LINK_STATES, {
    name: 'LinkState',
    description:
      'insecure: opens, and https would too; broken: recipients cannot open it; unchecked: no answer says either; notAsked: differs for each recipient, or leads to this installation',
  })
  state!: LinkState;
  @IntField({ nullable: true, description: 'HTTP status of the last answer' }) status!: number | null;
  @TextField({ nullable: true, max: 500, description: 'In words; null while it is being checked' }) message!: string | null;
  @DateTimeField({ nullable: true }) checkedAt!: string | null;
}

export class CampaignLinksDto {
  @EnumField(LINK_CHECK_STATES, { name: 'LinkCheckState', description: 'off: switched off by the operator (LINK_CHECKS)' })
  state!: LinkCheckState;
  @NestedListField(() => CampaignLinkDto, { description: 'Each address once, variants included; at most 20 that are checked' })
  links!: CampaignLinkDto[];
  @IntField({ description: 'Links beyond the first 20, which are not checked' }) leftOut!: number;
}
