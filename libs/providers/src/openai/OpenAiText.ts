import type { OpenAI } from 'openai';
import type { GeneratorCall, TextAnswer, TextGenerator, TextQuestion } from '../contracts/TextGenerator.js';
import { GeneratorError } from '../contracts/TextGenerator.js';
import { vendorPackage } from '../http/vendorPackage.js';
import { limitedFetch } from './limitedFetch.js';
import { generatorErrorOf } from './openAiErrors.js';

export interface OpenAiConfig {
  /** Such as `https://api.openai.com/v1`, or where an Azure deployment, Ollama or vLLM speaks the same. */
  readonly baseUrl: string;
  /** Null: the service asks for none. */
  readonly apiKey: string | null;
  readonly model: string;
}

export interface OpenAiOptions {
  /** How requests leave; Node's own where it is left out. */
  readonly fetch?: typeof fetch;
  /** For the whole answer. */
  readonly timeoutMs?: number;
  /** Of the answer as it comes over the wire. */
  readonly mostBytes?: number;
}

/** A model on a small machine takes its time. */
const TIMEOUT_MS = 180_000;
/** Each token comes in about 300 bytes of its own. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Characters; no answer that is asked for comes near. */
const LONGEST_ANSWER = 100_000;

const pkg = vendorPackage('the AI service', () => import('openai'));

/**
 * Asks a model by Chat Completions, which OpenAI, Azure, Ollama and vLLM all speak (docs/adr/0150), for an answer by a strict schema, as a
 * stream. It asks once: what is asked again, a person decides, who pays for it.
 */
export class OpenAiText implements TextGenerator {
  constructor(
    private readonly config: OpenAiConfig,
    private readonly options: OpenAiOptions = {},
  ) {}

  async ask(question: TextQuestion, { signal, onText }: GeneratorCall): Promise<TextAnswer> {
    const deadline = AbortSignal.timeout(this.options.timeoutMs ?? TIMEOUT_MS);
    const either = AbortSignal.any([signal, deadline]);
    let text = '';
    try {
      const client = await this.open();
      const stream = await client.chat.completions.create(this.bodyOf(question), { signal: either });
      let refusal = '';
      let end: string | null = null;
      let usage: OpenAI.CompletionUsage | null = null;
      for await (const chunk of stream) {
        usage = chunk.usage ?? usage;
        // A service that speaks the protocol by halves leaves parts of it out.
        const choice = (chunk.choices as (typeof chunk.choices)[number][] | undefined)?.[0];
        if (!choice) continue;
        end = choice.finish_reason ?? end;
        refusal += choice.delta?.refusal ?? '';
        const more = choice.delta?.content ?? '';
        if (more === '') continue;
        text += more;
        if (text.length > LONGEST_ANSWER)
          throw new GeneratorError({ kind: 'tooLarge', message: 'The answer of the AI service is far too long. Ask again.' });
        onText?.(text);
      }
      either.throwIfAborted();
      return answerOf({ text, refusal, end, usage });
    } catch (error) {
      throw generatorErrorOf(error, { isCancelled: signal.aborted, isLate: deadline.aborted, written: text.length });
    }
  }

  private async open(): Promise<OpenAI> {
    const { OpenAI: Client } = await pkg();
    const { baseUrl, apiKey } = this.config;
    // Given, so that no setting of the environment counts in its place.
    const place = { organization: null, project: null, webhookSecret: null, adminAPIKey: null, logLevel: 'off' } as const;
    return new Client({
      ...place,
      baseURL: baseUrl,
      apiKey: apiKey ?? 'none',
      maxRetries: 0,
      fetch: limitedFetch(this.options.fetch ?? fetch, this.options.mostBytes ?? MOST_BYTES),
    });
  }

  private bodyOf({ instructions, data, schemaName, schema, mostTokens }: TextQuestion): OpenAI.ChatCompletionCreateParamsStreaming {
    return {
      model: this.config.model,
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: data },
      ],
      response_format: { type: 'json_schema', json_schema: { name: schemaName, strict: true, schema } },
      stream: true,
      stream_options: { include_usage: true },
      // The newer name is all that OpenAI's newer models take; others know only the older one.
      ...(isOpenAi(this.config.baseUrl) ? { max_completion_tokens: mostTokens } : { max_tokens: mostTokens }),
    };
  }
}

/** Whether the service is OpenAI's own or Azure's, which takes a key in any case. */
export function isOpenAi(baseUrl: string): boolean {
  return (
    URL.canParse(baseUrl) && /(?:^|\.)(?:openai\.com|openai\.azure\.com|cognitiveservices\.azure\.com)$/.test(new URL(baseUrl).hostname)
  );
}

interface Ending {
  readonly text: string;
  readonly refusal: string;
  readonly end: string | null;
  readonly usage: OpenAI.CompletionUsage | null;
}

function answerOf({ text, refusal, end, usage }: Ending): TextAnswer {
  const outputTokens = usage?.completion_tokens ?? null;
  const fail = (kind: GeneratorError['kind'], message: string): never => {
    throw new GeneratorError({ kind, message, outputTokens });
  };
  if (refusal !== '' || end === 'content_filter')
    fail('refused', 'The AI service declined to answer this. Change the wording, then ask again.');
  if (end === 'length') fail('truncated', 'The answer was cut off because it got too long. Ask for something shorter.');
  if (end === null && text !== '') fail('broken', 'The connection to the AI service broke before the answer was complete. Ask again.');
  if (text.trim() === '') fail('empty', 'The AI service sent an empty answer. Ask again, or check the model in Settings → AI.');
  return { text, inputTokens: usage?.prompt_tokens ?? null, outputTokens };
}
