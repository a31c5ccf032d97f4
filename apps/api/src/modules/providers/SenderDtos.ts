import { senderTypes } from '@rapport/providers';
import {
  BoolField,
  DateTimeField,
  EmailField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  RecordField,
  TextField,
  TextListField,
} from '../../platform/http/fields.js';
import { MAILBOX_STATES, type MailboxState } from './MailboxesOfSenders.js';

export const SENDER_STATES = ['ready', 'untested', 'paused'] as const;
export type SenderState = (typeof SENDER_STATES)[number];

export const SENDER_CHANNELS = ['email', 'text'] as const;
export type SenderChannel = (typeof SENDER_CHANNELS)[number];

export class SenderFieldOptionDto {
  @TextField() value!: string;
  @TextField() label!: string;
}

export class SenderFieldConditionDto {
  @TextField() key!: string;
  @TextField() is!: string;
}

export class SenderFieldDto {
  @TextField() key!: string;
  @TextField() label!: string;
  @EnumField(['text', 'password', 'number', 'boolean', 'select']) kind!: string;
  @BoolField() required!: boolean;
  @TextField() help!: string;
  @NestedListField(() => SenderFieldOptionDto, { optional: true }) options?: SenderFieldOptionDto[];
  @TextField({ optional: true, description: 'The default as text; see `kind` for how to read it' }) default?: string;
  @BoolField({ description: 'Write-only: stored encrypted, never answered' }) secret!: boolean;
  @TextListField({
    optional: true,
    maxItems: 20,
    description: 'Of a secret: the settings it belongs to. When one of them changes, it has to be entered again',
  })
  boundTo?: string[];
  @NestedField(() => SenderFieldConditionDto, { optional: true, description: 'Asked for only where another setting has this value' })
  onlyWhen?: SenderFieldConditionDto;
  @BoolField({ optional: true, description: 'Not typed: given by the vendor to whoever signs in there (`sign-in` of the account)' })
  isGranted?: boolean;
}

/** What kinds of sender there are, and the fields from which the settings form of each is drawn. */
export class SenderTypeDto {
  @EnumField(senderTypes, { name: 'SenderType' }) type!: string;
  @EnumField(SENDER_CHANNELS, { name: 'SenderChannel', description: 'What it sends' }) channel!: SenderChannel;
  @TextField() label!: string;
  @TextField() description!: string;
  @NestedListField(() => SenderFieldDto) fields!: SenderFieldDto[];
  @TextField({ nullable: true, description: 'Where the vendor leads people back to who sign in there: to be allowed in its settings' })
  signInUrl!: string | null;
}

export class SignInDto {
  @TextField({ description: 'Where the person goes to sign in, within a quarter of an hour' }) url!: string;
}

export class FinishSignInDto {
  @TextField({ min: 1, max: 4000, description: 'As the vendor gave it' }) code!: string;
  @TextField({ min: 1, max: 4000, description: 'As the vendor gave it back' }) state!: string;
}

export class CheckStepDto {
  @EnumField(['resolve', 'connect', 'greeting', 'tls', 'login', 'from', 'to', 'data'], { name: 'CheckStepName' }) name!: string;
  @BoolField() ok!: boolean;
  @TextField() detail!: string;
}

export class SenderCheckDto {
  @BoolField() ok!: boolean;
  @NestedListField(() => CheckStepDto) steps!: CheckStepDto[];
  @TextField({ nullable: true, description: 'The server’s own words' }) serverResponse!: string | null;
  @TextField({ nullable: true, description: 'What to do about it, if known' }) hint!: string | null;
  @BoolField({
    optional: true,
    nullable: true,
    description: 'The server accepts addresses with non-ASCII letters before the @ (SMTPUTF8)',
  })
  supportsUtf8?: boolean | null;
}

const CHECK_KINDS = ['spf', 'dkim', 'dmarc', 'alignment', 'mx'] as const;
const CHECK_STATES = ['ok', 'warning', 'wrong', 'unknown'] as const;

export class DnsRecordDto {
  @EnumField(['TXT', 'CNAME', 'MX'] as const) type!: 'TXT' | 'CNAME' | 'MX';
  @TextField({ description: 'Complete, such as _dmarc.example.com' }) name!: string;
  @TextField() value!: string;
}

export class DomainCheckDto {
  @EnumField(CHECK_KINDS) kind!: (typeof CHECK_KINDS)[number];
  @EnumField(CHECK_STATES, {
    description:
      'warning: some receivers may distrust messages; wrong: they reject them or put them into spam; unknown: it could not be found out',
  })
  state!: (typeof CHECK_STATES)[number];
  @TextField({ description: 'What was found, and what to do' }) message!: string;
  @TextListField({ description: 'The records as published' }) found!: string[];
  @NestedListField(() => DnsRecordDto, { description: 'What to enter so that it is right' }) records!: DnsRecordDto[];
}

export class SenderDomainDto {
  @TextField({ description: 'The domain of the sender address, in ASCII' }) domain!: string;
  @DateTimeField() checkedAt!: string;
  @NestedListField(() => DomainCheckDto, { description: 'Empty for senders that ask nothing of a domain: the mail lab, texts' })
  checks!: DomainCheckDto[];
}

export class SenderDomainQuery {
  @TextField({ optional: true, max: 255, description: 'Left out: the domain of the workspace’s sender address' }) domain?: string;
}

export class SenderTestDto extends SenderCheckDto {
  @TextField() messageId!: string;
}

/** Something that may be done only so often; what is left is that of the person who asks. */
export class AllowanceDto {
  @IntField({ min: 0, description: 'How often within the window' }) limit!: number;
  @IntField({ min: 0, description: 'How often from now on' }) left!: number;
  @IntField({ min: 1, description: 'Length of the window, in seconds' }) windowSeconds!: number;
  @DateTimeField({ nullable: true, description: 'When the window ends and the full allowance is back; null before the first use' })
  resetsAt!: string | null;
}

export class TestAllowanceDto extends AllowanceDto {
  @BoolField({ description: 'Addresses that belong to no member are allowed too' }) anyAddress!: boolean;
}

const RATE = {
  min: 1,
  max: 1_000_000,
  description: 'Messages in a minute, together for all campaigns that use it; null: no limit of its own',
};
const QUOTA = {
  min: 1,
  max: 100_000_000,
  description: 'Messages in a day of the workspace, together for all campaigns that use it; null: no limit',
};

/** One of the accounts that a workspace can send through. */
export class SenderAccountDto {
  @IdField() id!: string;
  @TextField() name!: string;
  @EnumField(senderTypes, { name: 'SenderType' }) type!: string;
  @TextField() label!: string;
  @EnumField(SENDER_CHANNELS, { name: 'SenderChannel', description: 'What it sends' }) channel!: SenderChannel;
  @BoolField({ description: 'New campaigns of its channel are sent through it' }) isActive!: boolean;
  @EnumField(SENDER_STATES, { name: 'SenderState' }) state!: SenderState;
  @TextField({ nullable: true, description: 'Why it is paused' }) stateReason!: string | null;
  @DateTimeField({ nullable: true }) lastTestedAt!: string | null;
  @IntField({ ...RATE, nullable: true }) ratePerMinute!: number | null;
  @IntField({ ...QUOTA, nullable: true }) quotaPerDay!: number | null;
  @IntField({ min: 0, description: 'Of the quota, today; counted only where there is one' }) usedToday!: number;
  @DateTimeField({ description: 'When the next day of the workspace begins' }) nextDayAt!: string;
  @IntField({ min: 0, description: 'Campaigns on their way through it, paused ones among them' }) campaigns!: number;
  @EnumField(MAILBOX_STATES, {
    name: 'MailboxState',
    nullable: true,
    description: 'Of the mailbox that its bounces and replies are read from; null: it has none',
  })
  mailbox!: MailboxState | null;
}

/** How its provider tells us of bounces, complaints and deliveries. */
export class SenderReportsDto {
  @TextField({ description: 'Where the provider has to send its reports' }) url!: string;
  @BoolField({ description: 'Whether reports are accepted: the settings have what proves where they come from' }) isReady!: boolean;
  @DateTimeField({ nullable: true, description: 'To the minute; null: none has come yet' }) lastReportAt!: string | null;
}

export class SenderDto {
  @EnumField(senderTypes, { name: 'SenderType' }) type!: string;
  @TextField() label!: string;
  @RecordField({
    description:
      'Values by field key; a secret is {"isSet": false} or {"isSet": true, "setAt": …, "setBy": …}, with the name of who set it',
  })
  config!: Record<string, unknown>;
  @EnumField(SENDER_STATES, { name: 'SenderState' }) state!: SenderState;
  @TextField({ nullable: true, description: 'Why it is paused' }) stateReason!: string | null;
  @DateTimeField({ nullable: true }) lastTestedAt!: string | null;
  @NestedField(() => SenderCheckDto, { nullable: true }) lastTest!: SenderCheckDto | null;
  @NestedField(() => SenderAccountDto, { nullable: true, description: 'null: the mail lab of a workspace that has set up nothing' })
  account!: SenderAccountDto | null;
  @NestedField(() => SenderReportsDto, { nullable: true, description: 'null: its provider sends no reports' })
  reports!: SenderReportsDto | null;
  @NestedField(() => AllowanceDto, { description: 'Checks of the sender, its test messages among them, that can still be made' })
  checks!: AllowanceDto;
  @NestedField(() => TestAllowanceDto, { description: 'Test messages, of the sender and of campaigns, that can still be sent' })
  testMessages!: TestAllowanceDto;
}

export class UpdateSenderDto {
  @EnumField(senderTypes, { name: 'SenderType' }) type!: string;
  @RecordField({
    description: 'A secret that is left out keeps its stored value while the settings it belongs to (`boundTo`) stay as they are',
  })
  config!: Record<string, unknown>;
}

export class CreateSenderAccountDto extends UpdateSenderDto {
  @TextField({ min: 1, max: 80 }) name!: string;
  @IntField({ ...RATE, optional: true, nullable: true }) ratePerMinute?: number | null;
  @IntField({ ...QUOTA, optional: true, nullable: true }) quotaPerDay?: number | null;
}

export class UpdateSenderAccountDto {
  @TextField({ optional: true, min: 1, max: 80 }) name?: string;
  @IntField({ ...RATE, optional: true, nullable: true }) ratePerMinute?: number | null;
  @IntField({ ...QUOTA, optional: true, nullable: true }) quotaPerDay?: number | null;
  @EnumField(senderTypes, { optional: true, name: 'SenderType', description: 'Taken with `config`' }) type?: string;
  @RecordField({
    optional: true,
    description: 'Settings, as a whole; left out, they stay. A secret that is left out keeps its stored value, as for the active sender',
  })
  config?: Record<string, unknown>;
}

export class VerifySenderDto {
  @EnumField(senderTypes, { optional: true, name: 'SenderType' }) type?: string;
  @RecordField({ optional: true, description: 'Settings to try without saving; left out, the saved ones are checked' }) config?: Record<
    string,
    unknown
  >;
}

export class TestSenderDto extends VerifySenderDto {
  @EmailField({ optional: true, description: 'Of a sender of email: needed' }) to?: string;
  @TextField({
    optional: true,
    min: 1,
    max: 100,
    description: 'Of a sender of texts: needed. Without a country code it is read as a number of the workspace’s country',
  })
  phone?: string;
}
