/** One answered request. `route` is the pattern, never the address: patterns are few, and addresses hold ids and tokens. */
export interface AnsweredRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export type MessageOutcome = 'accepted' | 'failed' | 'uncertain' | 'retried';
