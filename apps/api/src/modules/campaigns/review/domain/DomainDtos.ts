import { DateTimeField, EnumField, IdField, NestedListField, TextField } from '../../../../platform/http/fields.js';

export const DOMAIN_FINDING_SEVERITIES = ['serious', 'warning', 'note', 'ok'] as const;
export const DOMAIN_CHECK_STATES = ['off', 'none', 'checking', 'done'] as const;

export class DomainFindingDto {
  @TextField({ description: 'Stable, such as domain.dmarcReject' }) code!: string;
  @EnumField(DOMAIN_FINDING_SEVERITIES, {
    name: 'DomainFindingSeverity',
    description:
      'serious: most messages will be refused or put into spam; warning: some may be; note: it could not be found out, or is worth a look',
  })
  severity!: (typeof DOMAIN_FINDING_SEVERITIES)[number];
  @TextField() message!: string;
}

export class CampaignDomainDto {
  @EnumField(DOMAIN_CHECK_STATES, {
    name: 'CampaignDomainState',
    description:
      'off: switched off by the operator (DOMAIN_CHECKS); none: nothing is looked up for texts, the mail lab, and without a sender address',
  })
  state!: (typeof DOMAIN_CHECK_STATES)[number];
  @TextField({ nullable: true, description: 'The domain of the sender address, in ASCII' }) domain!: string | null;
  @IdField({ nullable: true, description: 'The sender account whose page tells which records to enter' }) senderAccountId!: string | null;
  @DateTimeField({ nullable: true }) checkedAt!: string | null;
  @NestedListField(() => DomainFindingDto, { description: 'What matters most first; empty before the first answer' })
  findings!: DomainFindingDto[];
}
