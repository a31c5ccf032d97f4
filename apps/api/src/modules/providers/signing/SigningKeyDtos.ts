import { DateTimeField, EnumField, IdField, NestedField, TextField, TextListField } from '../../../platform/http/fields.js';
import { DnsRecordDto } from '../SenderDtos.js';

export const SIGNING_KEY_STATES = ['waiting', 'active', 'retired'] as const;
export type SigningKeyState = (typeof SIGNING_KEY_STATES)[number];

const RECORD_STATES = ['published', 'missing', 'different', 'several', 'unknown'] as const;

export class SigningKeyDto {
  @IdField() id!: string;
  @TextField({ description: 'Signs messages from this domain, and from those below it that have no key of their own. In ASCII' })
  domain!: string;
  @TextField() selector!: string;
  @EnumField(SIGNING_KEY_STATES, {
    name: 'SigningKeyState',
    description: 'waiting: its record was not found yet; active: it signs; retired: a newer key took over',
  })
  state!: SigningKeyState;
  @NestedField(() => DnsRecordDto, { description: 'What to publish' }) record!: DnsRecordDto;
  @TextListField({ description: 'The value of the record in strings of at most 255 bytes, for DNS editors that ask for them' })
  pieces!: string[];
  @DateTimeField() createdAt!: string;
  @DateTimeField({ nullable: true, description: 'Since when it signs; null: not yet' }) activatedAt!: string | null;
  @DateTimeField({ nullable: true, description: 'When a newer key took over' }) retiredAt!: string | null;
}

export class CreateSigningKeyDto {
  @TextField({ optional: true, max: 255, description: 'Left out: the domain of the workspace’s sender address' }) domain?: string;
}

export class SigningKeyCheckDto {
  @NestedField(() => SigningKeyDto, { description: 'As it is after the check' }) key!: SigningKeyDto;
  @EnumField(RECORD_STATES, {
    name: 'SigningRecordState',
    description:
      'different: something else is published at its name; several: more than one record is; unknown: the name servers gave no answer',
  })
  state!: (typeof RECORD_STATES)[number];
  @TextField({ description: 'What was found, and what to do' }) message!: string;
  @TextListField({ description: 'The records at its name, as published' }) found!: string[];
  @DateTimeField() checkedAt!: string;
}
