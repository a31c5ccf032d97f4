import { BoolField, DateTimeField, EnumField, NestedField, NestedListField, TextField } from '../../platform/http/fields.js';
import { DnsRecordDto } from '../providers/public.js';

export const LINK_DOMAIN_STATES = ['waiting', 'ready', 'failing'] as const;
export type LinkDomainState = (typeof LINK_DOMAIN_STATES)[number];

export class LinkDomainDto {
  @TextField({ max: 253, description: 'In ASCII' })
  host!: string;

  @EnumField(LINK_DOMAIN_STATES, {
    name: 'LinkDomainState',
    description: 'waiting: never found to work; ready: campaigns that start use it; failing: the last check found it broken',
  })
  state!: LinkDomainState;

  @TextField({ nullable: true, max: 1000, description: 'What the last check found, and what to do' })
  problem!: string | null;

  @NestedListField(() => DnsRecordDto, { description: 'What to publish' })
  records!: DnsRecordDto[];

  @DateTimeField({ nullable: true })
  checkedAt!: string | null;

  @BoolField({ description: 'Links that are out may use it' })
  wasUsable!: boolean;
}

export class LinkDomainChoiceDto {
  @NestedField(() => LinkDomainDto, { nullable: true, description: 'Null: links lead to the address of this installation' })
  domain!: LinkDomainDto | null;

  @TextField({ max: 253, description: 'The host of this installation, which links lead to otherwise' })
  ownHost!: string;
}

export class SetLinkDomainDto {
  @TextField({ min: 1, max: 253, description: 'A host such as links.example.com' })
  host!: string;
}
