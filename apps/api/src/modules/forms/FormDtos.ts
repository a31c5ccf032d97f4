import { READER_LANGUAGE_TAGS, type ReaderLanguage } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IdListField,
  IntField,
  NestedListField,
  TextField,
} from '../../platform/http/fields.js';

import type { FormFieldKey } from './formContent.js';

export const MOST_FORMS = 100;
/** Custom fields among them. */
const MOST_FIELDS = 20;

const NAME = { min: 1, max: 80, description: 'For members of the workspace', example: 'Newsletter on the website' };
const LANGUAGE = {
  name: 'ReaderLanguage',
  nullable: true,
  description: 'Of its pages, messages and confirmation mail, whatever the browser prefers. Null: that of the workspace',
} as const;
const TITLE = { min: 1, max: 120, description: 'Heading of the page and of the confirmation mail', example: 'Get our newsletter' };
const INTRO = { max: 1000, description: 'Text below the heading' };
const CONSENT = {
  min: 1,
  max: 500,
  description: 'What people agree to; it is kept with the proof of their consent',
  example: 'I agree to get emails about new plants. I can unsubscribe at any time.',
};
const BUTTON = { min: 1, max: 40, example: 'Subscribe' };
const CONFIRMED = { min: 1, max: 500, description: 'Shown after the sign-up is confirmed' };
const REDIRECT = {
  nullable: true,
  max: 1000,
  description: 'HTTPS address that opens after the sign-up is confirmed. Null: a page of ours says that it worked',
  example: 'https://www.example.com/thanks',
};
const LISTS = { max: 20, description: 'Lists that people join once they have confirmed; stages are not possible' };
const TOPICS = { max: 50, description: 'Topics that people join again if they have left them' };
const ACTIVE = { description: 'Whether people can sign up. Links that were sent before work all the same' };

export class FormFieldDto {
  @TextField({ max: 70, description: 'firstName, lastName, company, phone, or custom:field_name', example: 'firstName' })
  key!: FormFieldKey;
  @TextField({ min: 1, max: 100, example: 'First name' }) label!: string;
  @BoolField({ description: 'The form can’t be sent without it' }) isRequired!: boolean;
}

const FIELDS = { max: MOST_FIELDS, description: 'Asked for besides the email address, in this order' };

/** Without what a visitor reads: whoever wants that reads one form. */
export class FormSummaryDto {
  @IdField() id!: string;
  @TextField(NAME) name!: string;
  @BoolField(ACTIVE) isActive!: boolean;
  @TextField({ max: 2000, description: 'The page with the form' }) url!: string;
  @IntField({ description: 'How often it was sent in' }) submittedCount!: number;
  @IntField({ description: 'How often a sign-up was confirmed' }) confirmedCount!: number;
  @DateTimeField() createdAt!: string;
  @DateTimeField() updatedAt!: string;
}

export class FormDto {
  @IdField() id!: string;
  @TextField(NAME) name!: string;
  @EnumField(READER_LANGUAGE_TAGS, LANGUAGE) language!: ReaderLanguage | null;
  @TextField(TITLE) title!: string;
  @TextField(INTRO) intro!: string;
  @TextField(CONSENT) consentText!: string;
  @TextField(BUTTON) buttonLabel!: string;
  @TextField(CONFIRMED) confirmedText!: string;
  @NestedListField(() => FormFieldDto, FIELDS) fields!: FormFieldDto[];
  @IdListField(LISTS) listIds!: string[];
  @IdListField(TOPICS) topicIds!: string[];
  @TextField(REDIRECT) redirectUrl!: string | null;
  @BoolField(ACTIVE) isActive!: boolean;
  @TextField({ max: 2000, description: 'The page with the form' }) url!: string;
  @TextField({ description: 'HTML to embed the form in another site; it needs no JavaScript' }) snippet!: string;
  @IntField({ description: 'How often it was sent in' }) submittedCount!: number;
  @IntField({ description: 'How often a sign-up was confirmed' }) confirmedCount!: number;
  @IntField({ description: 'Send it with a change, so that no one overwrites what they haven’t seen' }) version!: number;
  @DateTimeField() createdAt!: string;
  @DateTimeField() updatedAt!: string;
}

export class CreateFormDto {
  @TextField(NAME) name!: string;
  @EnumField(READER_LANGUAGE_TAGS, { ...LANGUAGE, optional: true }) language?: ReaderLanguage | null;
  @TextField({ ...TITLE, optional: true }) title?: string;
  @TextField({ ...INTRO, optional: true }) intro?: string;
  @TextField({ ...CONSENT, optional: true }) consentText?: string;
  @TextField({ ...BUTTON, optional: true }) buttonLabel?: string;
  @TextField({ ...CONFIRMED, optional: true }) confirmedText?: string;
  @NestedListField(() => FormFieldDto, { ...FIELDS, optional: true }) fields?: FormFieldDto[];
  @IdListField({ ...LISTS, optional: true }) listIds?: string[];
  @IdListField({ ...TOPICS, optional: true }) topicIds?: string[];
  @TextField({ ...REDIRECT, optional: true }) redirectUrl?: string | null;
  @BoolField({ ...ACTIVE, optional: true }) isActive?: boolean;
}

export class UpdateFormDto {
  @EnumField(READER_LANGUAGE_TAGS, { ...LANGUAGE, optional: true }) language?: ReaderLanguage | null;
  @TextField({ ...NAME, optional: true }) name?: string;
  @TextField({ ...TITLE, optional: true }) title?: string;
  @TextField({ ...INTRO, optional: true }) intro?: string;
  @TextField({ ...CONSENT, optional: true }) consentText?: string;
  @TextField({ ...BUTTON, optional: true }) buttonLabel?: string;
  @TextField({ ...CONFIRMED, optional: true }) confirmedText?: string;
  @NestedListField(() => FormFieldDto, { ...FIELDS, optional: true }) fields?: FormFieldDto[];
  @IdListField({ ...LISTS, optional: true }) listIds?: string[];
  @IdListField({ ...TOPICS, optional: true }) topicIds?: string[];
  @TextField({ ...REDIRECT, optional: true }) redirectUrl?: string | null;
  @BoolField({ ...ACTIVE, optional: true }) isActive?: boolean;
  @IntField({ min: 1, description: 'The version that was edited' }) version!: number;
}

export class PreviewFormDto {
  @EnumField(READER_LANGUAGE_TAGS, { ...LANGUAGE, optional: true }) language?: ReaderLanguage | null;
  @TextField(TITLE) title!: string;
  @TextField(INTRO) intro!: string;
  @TextField(CONSENT) consentText!: string;
  @TextField(BUTTON) buttonLabel!: string;
  @NestedListField(() => FormFieldDto, FIELDS) fields!: FormFieldDto[];
}

export class FormPreviewDto {
  @TextField({ description: 'HTML of the page as visitors see it' }) html!: string;
}

export class SignUpDto {
  @IdField() id!: string;
  @IdField() contactId!: string;
  @TextField({ description: 'Of the contact, as it is called now' }) displayName!: string;
  @DateTimeField() confirmedAt!: string;
}
