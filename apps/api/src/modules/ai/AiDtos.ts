import { AI_TEXT_MAX, CLAIM_KINDS, READER_LANGUAGE_TAGS } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EnumField,
  EnumListField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  NumberField,
  TextField,
  TextListField,
} from '../../platform/http/fields.js';
import { ALLOWED_FIELDS } from './allowedFields.js';
import { AI_STATES, AI_TASKS, type AiState, type AiTask, PIECE_KINDS, type PieceKind } from './aiTypes.js';

export class AiUsageDto {
  @IntField({ description: 'Tokens of this month (UTC), those of questions that are still running included' })
  tokens!: number;

  @NumberField({ description: 'What they cost by the prices of the settings' })
  cost!: number;

  @IntField()
  requests!: number;
}

export class AiSettingsDto {
  @BoolField({ description: 'Whether AI can be asked now' })
  isReady!: boolean;

  @TextField({ nullable: true, max: 1000, description: 'Why not, and what to do' })
  reason!: string | null;

  @TextField({ max: 500 })
  baseUrl!: string;

  @TextField({ max: 200 })
  model!: string;

  @BoolField({ description: 'False: switched off, nothing leaves' })
  isOn!: boolean;

  @BoolField()
  hasKey!: boolean;

  @DateTimeField({ nullable: true })
  keySetAt!: string | null;

  @EnumListField(ALLOWED_FIELDS, { name: 'AiField', description: 'What of contacts may leave. None: AI is not asked about contacts' })
  allowedFields!: string[];

  @TextListField({ description: 'Names of the custom fields that may leave' })
  allowedCustomFields!: string[];

  @IntField({ description: 'Most tokens of a month' })
  monthTokens!: number;

  @NumberField({ nullable: true, description: 'Most that a month may cost; null: only the tokens limit it' })
  monthCost!: number | null;

  @NumberField({ description: 'Of a million tokens that are sent' })
  inputPrice!: number;

  @NumberField({ description: 'Of a million tokens of answers' })
  outputPrice!: number;

  @TextField({ max: 3 })
  currency!: string;

  @NestedField(() => AiUsageDto)
  usage!: AiUsageDto;
}

export class SetAiSettingsDto {
  @TextField({ min: 1, max: 500, description: 'Such as https://api.openai.com/v1' })
  baseUrl!: string;

  @TextField({ min: 1, max: 200 })
  model!: string;

  @TextField({
    optional: true,
    nullable: true,
    max: 500,
    keepWhitespace: true,
    description: 'Left out: the stored one stays; null: it is removed',
  })
  key?: string | null;

  @BoolField()
  isOn!: boolean;

  @EnumListField(ALLOWED_FIELDS, { name: 'AiField' })
  allowedFields!: string[];

  @TextListField({ optional: true, maxItems: 200, max: 100, description: 'Names of custom fields; left out: none' })
  allowedCustomFields?: string[];

  @IntField({ min: 0, max: 2_000_000_000 })
  monthTokens!: number;

  @NumberField({ nullable: true, min: 0, max: 1_000_000 })
  monthCost!: number | null;

  @NumberField({ min: 0, max: 10_000 })
  inputPrice!: number;

  @NumberField({ min: 0, max: 10_000 })
  outputPrice!: number;

  @TextField({ min: 3, max: 3 })
  currency!: string;
}

export class AiBriefDto {
  @TextField({ min: 1, max: 1000, description: 'What the message should bring about' })
  goal!: string;

  @TextField({ optional: true, max: 300 })
  audience?: string;

  @TextField({ optional: true, max: 100, description: 'Such as friendly or factual' })
  tone?: string;

  @EnumField(['short', 'medium', 'long'], { optional: true, name: 'AiLength' })
  length?: 'short' | 'medium' | 'long';

  @TextField({ optional: true, max: 8000, description: 'What it may state, one fact a line' })
  facts?: string;
}

export const REWRITINGS = ['shorter', 'warmer', 'simpler', 'grammar', 'translate'] as const;

export class AskAiDto {
  @EnumField(AI_TASKS, { name: 'AiTask' })
  task!: AiTask;

  @NestedField(() => AiBriefDto, { optional: true, description: 'Of a draft or a personal message' })
  brief?: AiBriefDto;

  @TextField({ optional: true, max: AI_TEXT_MAX, description: 'What to rewrite, or the message that subject lines are for' })
  text?: string;

  @EnumField(REWRITINGS, { optional: true, name: 'AiRewriting', description: 'How to rewrite it' })
  how?: (typeof REWRITINGS)[number];

  @EnumField(READER_LANGUAGE_TAGS, { optional: true, name: 'AiLanguage', description: 'Of the answer' })
  language?: string;

  @IdField({ optional: true, description: 'Whom a personal message, a reply or a summary is about' })
  contactId?: string;

  @EnumField(['email', 'text'], { optional: true, name: 'AiChannel', description: 'Of a personal message or a reply; left out: email' })
  channel?: 'email' | 'text';
}

export class AiFindingDto {
  @EnumField(CLAIM_KINDS, { name: 'AiFindingKind' })
  kind!: string;

  @TextField({ max: 200, description: 'As it is in the text' })
  text!: string;

  @TextField({ max: 500 })
  message!: string;

  @BoolField({ description: 'Whether an author may state it on their own authority' })
  mayConfirm!: boolean;
}

export class AiPieceDto {
  @EnumField(PIECE_KINDS, { name: 'AiPieceKind' })
  kind!: PieceKind;

  @TextField({ max: 20_000 })
  text!: string;

  @TextField({ nullable: true, max: 2000, description: 'Of a button' })
  url!: string | null;

  @TextField({ nullable: true, max: 1000 })
  reason!: string | null;

  @TextListField({ description: 'Ids of the sources that it cites' })
  sources!: string[];

  @NestedListField(() => AiFindingDto, { description: 'What no source supports' })
  findings!: AiFindingDto[];
}

export class AiSourceDto {
  @TextField({ max: 100 })
  id!: string;

  @TextField({ max: 200 })
  label!: string;

  @TextField({ max: 20_000 })
  text!: string;

  @TextField({ nullable: true, max: 100, description: 'The entry of the timeline that it is' })
  entryId!: string | null;
}

export class AiRequestDto {
  @IdField()
  id!: string;

  @EnumField(AI_TASKS, { name: 'AiTask' })
  task!: string;

  @EnumField(AI_STATES, { name: 'AiState', description: 'waiting: it is asked when its events are read' })
  state!: AiState;

  @TextField({ nullable: true, max: 1000 })
  problem!: string | null;

  @NestedListField(() => AiPieceDto)
  pieces!: AiPieceDto[];

  @NestedListField(() => AiSourceDto)
  sources!: AiSourceDto[];

  @IntField()
  inputTokens!: number;

  @IntField()
  outputTokens!: number;

  @NumberField()
  cost!: number;

  @DateTimeField()
  createdAt!: string;
}

/** A question as admins see it: nothing of its text. */
export class AiQuestionDto {
  @IdField()
  id!: string;

  @EnumField(AI_TASKS, { name: 'AiTask' })
  task!: string;

  @EnumField(AI_STATES, { name: 'AiState' })
  state!: string;

  @TextField({ max: 200 })
  model!: string;

  @TextField({ nullable: true, description: 'Who asked; null: they left' })
  userName!: string | null;

  @IdField({ nullable: true, description: 'Whom it is about' })
  contactId!: string | null;

  @IntField({ description: 'Those that were sent and those of the answer; until it ends, the most it may use' })
  tokens!: number;

  @NumberField()
  cost!: number;

  @DateTimeField()
  createdAt!: string;
}

export class DecideAiDto {
  @IntField({ min: 0, max: 1000, description: 'Which part of the answer, from 0' })
  piece!: number;

  @BoolField()
  isAccepted!: boolean;

  @TextField({ optional: true, max: 20_000, keepWhitespace: true, description: 'The wording of the author, where they have edited it' })
  text?: string;

  @TextListField({ optional: true, maxItems: 50, description: 'What the author states without a source' })
  confirmed?: string[];
}

export class AiTestDto {
  @BoolField()
  ok!: boolean;

  @TextField({ max: 1000 })
  message!: string;
}
