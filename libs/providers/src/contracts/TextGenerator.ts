/** One question to a language model. The data goes apart from the instructions, so that nothing in it reads as one. */
export interface TextQuestion {
  readonly instructions: string;
  /** JSON: what is to be worked on. */
  readonly data: string;
  /** Of the answer: `[A-Za-z0-9_-]`, 64 at most. */
  readonly schemaName: string;
  /** JSON Schema of the strict kind: each property required, nothing besides. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly mostTokens: number;
}

export interface TextAnswer {
  /** JSON by the schema, as far as the service keeps to it. */
  readonly text: string;
  /** Null where the service does not count. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

export interface GeneratorCall {
  readonly signal: AbortSignal;
  /** The whole text so far, each time more of it has come. */
  readonly onText?: (soFar: string) => void;
}

/** Writes texts. Built for one account, and changes nothing. */
export interface TextGenerator {
  /** @throws GeneratorError */
  ask(question: TextQuestion, call: GeneratorCall): Promise<TextAnswer>;
}

/**
 * Why there is no answer:
 * - `auth`: the key or its rights are refused.
 * - `model`: there is no such model, or it cannot answer by a schema.
 * - `limited`: too many questions or no credit; `retryAfterMs` where the service says how long.
 * - `refused`: the model, or the service for it, will not answer this.
 * - `truncated`: it ended before it was done.
 * - `empty`: there is no answer in the answer.
 * - `tooLarge`: more than any answer to such a question has.
 * - `broken`: the connection ended in the middle.
 * - `tooSlow`: no end within the time.
 * - `unavailable`: not reached, or the service failed.
 * - `cancelled`: whoever asked does not want it any more.
 */
export type GeneratorErrorKind =
  'auth' | 'model' | 'limited' | 'refused' | 'truncated' | 'empty' | 'tooLarge' | 'broken' | 'tooSlow' | 'unavailable' | 'cancelled';

/** The only error that leaves a generator. The message is one sentence or two for a person. */
export class GeneratorError extends Error {
  readonly kind: GeneratorErrorKind;
  readonly retryAfterMs: number | null;
  /** What was used up all the same, as far as it is known. */
  readonly outputTokens: number | null;

  constructor(details: {
    kind: GeneratorErrorKind;
    message: string;
    retryAfterMs?: number | null;
    outputTokens?: number | null;
    cause?: unknown;
  }) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GeneratorError';
    this.kind = details.kind;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.outputTokens = details.outputTokens ?? null;
  }
}
