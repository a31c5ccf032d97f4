import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { GeneratorError, isOpenAi, OpenAiText, type TextGenerator } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { OutgoingClient } from '../../platform/http/OutgoingClient.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { SecretService } from '../settings/SecretService.js';
import type { AiSettingsDto, AiTestDto, SetAiSettingsDto } from './AiDtos.js';
import { aiIsOff, aiKeyNeedsEntering, aiNotSetUp, badAiAddress, badAiCurrency, badAiKey } from './aiErrors.js';
import { AiLimits } from './AiLimits.js';
import { allowedJson, readAllowed } from './allowedFields.js';
import { AiRequestRepository } from './AiRequestRepository.js';
import { type AiSettingsRow, AiSettingsRepository } from './AiSettingsRepository.js';

export const AI_KEY = 'ai.key';

const NOT_SET_UP = 'AI is not set up in this workspace. An admin enters the address of a service, a model and a key in Settings → AI.';
const NO_KEY = 'The key of the AI service is missing. An admin enters it in Settings → AI.';

/** What holds until a workspace decides. Nothing of contacts leaves. */
const INITIAL: AiSettingsRow = {
  baseUrl: 'https://api.openai.com/v1',
  model: '',
  isOn: true,
  allowedFields: '[]',
  monthTokens: 1_000_000,
  monthCost: null,
  inputPrice: 0,
  outputPrice: 0,
  currency: 'USD',
};

/** A service that may be asked now. */
export interface ReadyAi {
  readonly model: string;
  readonly generator: TextGenerator;
  readonly settings: AiSettingsRow;
}

/** Which AI service a workspace uses, and how far. More than six dependencies: its key is sealed, its use is counted, it is tried, told and guarded. */
@Injectable()
export class AiSettingsService {
  constructor(
    private readonly settings: AiSettingsRepository,
    private readonly requests: AiRequestRepository,
    private readonly secrets: SecretService,
    private readonly limits: AiLimits,
    private readonly outgoing: OutgoingClient,
    private readonly config: AppConfig,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {
    secrets.declare({
      name: AI_KEY,
      label: 'AI: key',
      purpose: 'Signs in to the AI service that this workspace asks for texts.',
      test: (ctx) => this.test(ctx),
    });
  }

  async get(ctx: WorkspaceContext): Promise<AiSettingsDto> {
    const row = await this.settings.find(ctx);
    const { usedFrom } = monthOf(this.clock.now());
    const usage = await this.requests.usage(ctx, usedFrom);
    const keySetAt = (await this.secrets.marksOf(ctx, '')).get(AI_KEY)?.setAt ?? null;
    const { baseUrl, model, currency, ...held } = row ?? INITIAL;
    const allowed = readAllowed(held.allowedFields);
    const reason =
      row === null || model === '' ? NOT_SET_UP : keySetAt === null && isOpenAi(baseUrl) ? NO_KEY : held.isOn ? null : aiIsOff().message;
    return {
      ...{ isReady: reason === null, reason, baseUrl, model, isOn: Boolean(held.isOn), hasKey: keySetAt !== null, keySetAt, currency },
      allowedFields: [...allowed.fields],
      allowedCustomFields: [...allowed.custom],
      monthTokens: Number(held.monthTokens),
      monthCost: held.monthCost === null ? null : Number(held.monthCost) / 100,
      inputPrice: Number(held.inputPrice) / 10_000,
      outputPrice: Number(held.outputPrice) / 10_000,
      usage: { tokens: usage.tokens, cost: usage.cost / 1_000_000, requests: usage.requests },
    };
  }

  async set(ctx: WorkspaceContext, input: SetAiSettingsDto): Promise<AiSettingsDto> {
    const row = rowOf(input);
    const key = input.key === undefined || input.key === null ? input.key : keyOf(input.key);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.settings.find(ctx);
      await this.settings.put(ctx, row, nowIso(this.clock));
      await this.setKey(ctx, key, before?.baseUrl ?? null, row.baseUrl);
      const told = { entity: ['workspace', ctx.workspaceId] as const, ...(before ? { before: toldOf(before) } : {}), after: toldOf(row) };
      await this.audit.record(ctx, { action: 'ai.settingsChanged', ...told });
    });
    return this.get(ctx);
  }

  /** Asks the service for a word. @throws AppError 409 where it is not set up, 429 */
  async test(ctx: WorkspaceContext): Promise<AiTestDto> {
    const { generator, model } = await this.requireReady(ctx);
    await this.limits.count(ctx);
    const schema = { type: 'object', properties: { word: { type: 'string' } }, required: ['word'], additionalProperties: false };
    const question = {
      instructions: 'Answer by the schema with the word "ready".',
      data: '{}',
      schemaName: 'test',
      schema,
      mostTokens: 500,
    };
    try {
      const { text } = await generator.ask(question, { signal: AbortSignal.timeout(30_000) });
      JSON.parse(text);
      return { ok: true, message: `The service answered with the model ${model}.` };
    } catch (error) {
      if (error instanceof SyntaxError)
        return {
          ok: false,
          message:
            'The service answered, but not in the form that was asked for. Choose a model that supports structured outputs (JSON schema).',
        };
      if (error instanceof GeneratorError)
        return { ok: false, message: error.kind === 'cancelled' ? 'The service did not answer within 30 seconds.' : error.message };
      throw error;
    }
  }

  /** @throws AppError 409 */
  async requireReady(ctx: WorkspaceContext): Promise<ReadyAi> {
    const settings = await this.settings.find(ctx);
    if (!settings) throw aiNotSetUp(NOT_SET_UP);
    if (!settings.isOn) throw aiIsOff();
    const { baseUrl, model } = settings;
    const apiKey = await this.secrets.open(ctx, { name: AI_KEY }, bindingOf(baseUrl));
    if (apiKey === null && isOpenAi(baseUrl)) throw aiNotSetUp(NO_KEY);
    const generator = new OpenAiText({ baseUrl, apiKey, model }, { fetch: this.outgoing.fetcher(this.config.aiPrivateHosts) });
    return { model, generator, settings };
  }

  /** A stored key goes to no other address than the one it was entered for. */
  private async setKey(ctx: WorkspaceContext, key: string | null | undefined, from: string | null, to: string): Promise<void> {
    if (key === null) return this.secrets.remove(ctx, { name: AI_KEY });
    if (key !== undefined) return this.secrets.set(ctx, { name: AI_KEY }, key, bindingOf(to));
    const isStored = (await this.secrets.marksOf(ctx, '')).has(AI_KEY);
    if (isStored && from !== to) throw aiKeyNeedsEntering();
  }
}

/** The current month in UTC. */
export function monthOf(now: Date): { usedFrom: string } {
  return { usedFrom: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)).toISOString() };
}

/** Millionths of the currency. */
export function costOf({ inputPrice, outputPrice }: AiSettingsRow, inputTokens: number, outputTokens: number): number {
  return Math.ceil((inputTokens * Number(inputPrice) + outputTokens * Number(outputPrice)) / 10_000);
}

function bindingOf(baseUrl: string): string {
  return createHash('sha256').update(baseUrl).digest('base64url');
}

function keyOf(typed: string): string {
  const key = typed.trim();
  // It travels in a header.
  if (!/^[\x21-\x7e]+$/.test(key)) throw badAiKey();
  return key;
}

function rowOf(input: SetAiSettingsDto): AiSettingsRow {
  const currency = input.currency.toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(currency)) throw badAiCurrency();
  return {
    baseUrl: addressOf(input.baseUrl),
    model: input.model,
    isOn: input.isOn,
    allowedFields: allowedJson({ fields: input.allowedFields, custom: input.allowedCustomFields ?? [] }),
    monthTokens: input.monthTokens,
    monthCost: input.monthCost === null ? null : Math.round(input.monthCost * 100),
    inputPrice: Math.round(input.inputPrice * 10_000),
    outputPrice: Math.round(input.outputPrice * 10_000),
    currency,
  };
}

function addressOf(typed: string): string {
  if (!URL.canParse(typed)) throw badAiAddress('Enter the address of the service, such as https://api.openai.com/v1.');
  const url = new URL(typed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw badAiAddress('Enter an address that starts with https:// or http://.');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw badAiAddress('Enter the address without user name, password, question mark or #. The key has a field of its own.');
  return url.href.replace(/\/+$/, '');
}

function toldOf({ baseUrl, model, isOn, allowedFields, monthTokens, monthCost }: AiSettingsRow): object {
  return {
    baseUrl,
    model,
    isOn: Boolean(isOn),
    allowedFields,
    monthTokens: Number(monthTokens),
    monthCost: monthCost === null ? null : Number(monthCost) / 100,
  };
}
