import { READER_LANGUAGE_TAGS, type ReaderLanguage } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  NestedField,
  NestedListField,
  IntField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { SETTING_SOURCES, type SettingSource } from './resolveSettings.js';
import { SETTING_KEYS, type SettingKey } from './settingDefinitions.js';

export class SettingDto {
  @EnumField(SETTING_KEYS)
  key!: SettingKey;

  @TextField({ nullable: true })
  value!: string | null;

  @EnumField(SETTING_SOURCES, { description: 'Where the value comes from' })
  source!: SettingSource;

  @TextField({ nullable: true, description: 'The value that applies when it is not set here' })
  inheritedValue!: string | null;

  @EnumField(SETTING_SOURCES)
  inheritedSource!: SettingSource;
}

export class ChangeSettingsDto {
  @RecordField({ description: 'New values by key; null resets one to what is inherited', example: { timeZone: 'Europe/Berlin' } })
  values!: Record<string, unknown>;
}

export class SystemMailStateDto {
  @EnumField(['smtp', 'mailbox'], { description: 'mailbox: kept on the server, because no SMTP server is configured' })
  transport!: 'smtp' | 'mailbox';

  @TextField({ nullable: true, description: 'Host and port of the SMTP server' })
  server!: string | null;

  @TextField()
  from!: string;

  @TextField({ description: 'Where the built-in mailbox is kept on the server' })
  folder!: string;
}

export class InstallationDto {
  @TextField()
  version!: string;

  @EnumField(['sqlite', 'postgres'])
  database!: 'sqlite' | 'postgres';

  @TextField({ max: 2000 })
  publicUrl!: string;

  @NestedField(() => SystemMailStateDto)
  systemMail!: SystemMailStateDto;

  @NestedListField(() => SettingDto)
  settings!: SettingDto[];
}

export class SendingHoldDto {
  @EnumField(['copied', 'rewound'], {
    description: 'copied: the data was used in another place before; rewound: it is older than what ran here last',
  })
  reason!: 'copied' | 'rewound';

  @DateTimeField()
  since!: string;
}

export class SendingStateDto {
  @NestedField(() => SendingHoldDto, { nullable: true, description: 'Set while this installation sends nothing' })
  hold!: SendingHoldDto | null;

  @BoolField({ description: 'Whether you are the operator, who may resume sending' })
  mayResume!: boolean;
}

export class OperatorDto {
  @BoolField({ description: 'Whether you are the operator: the first account of this installation' })
  isOperator!: boolean;
}

export class LogoDto {
  @TextField({ max: 2000, description: 'Public, and never changes its content' })
  url!: string;

  @IntField({ description: 'As shown, in CSS pixels' })
  width!: number;

  @IntField()
  height!: number;
}

export class BrandingDto {
  @NestedField(() => LogoDto, { nullable: true })
  logo!: LogoDto | null;

  @TextField({ nullable: true, description: '#rrggbb' })
  colour!: string | null;

  @EnumField(READER_LANGUAGE_TAGS, { name: 'ReaderLanguage', description: 'Of pages and mails for recipients; the setting readerLanguage' })
  language!: ReaderLanguage;

  @BoolField({ description: 'False: the colour is too pale for text on white, so mail keeps its own' })
  isColourReadable!: boolean;
}

export class UpdateBrandingDto {
  @TextField({ nullable: true, max: 7, example: '#0f6070' })
  colour!: string | null;
}

export class SilentApproverDto {
  @IdField() userId!: string;
  @TextField() name!: string;
}
