import type pg from 'pg';
import { RapportClient } from './RapportClient.js';

/** These reads take less than a millisecond: longer than this is a lost connection. */
const SHORT_MS = 15_000;

/**
 * One connection for the short reads of all requests: who is it, and one record by its id. Fifty requests that arrive together are one
 * message to the server and one back. What may take long has no place here, because whoever comes after it waits. Made at the first
 * read, and again after it was lost.
 */
export class SharedConnection {
  private current: { readonly ready: Promise<RapportClient>; readonly client: RapportClient } | null = null;

  constructor(private readonly options: pg.ClientConfig) {}

  get(): Promise<RapportClient> {
    this.current ??= this.connect();
    return this.current.ready;
  }

  /** It has ended, or is about to. What still waits for an answer there gets its error. */
  lose(client: RapportClient): void {
    if (this.current?.client === client) this.current = null;
  }

  async close(): Promise<void> {
    const last = this.current;
    this.current = null;
    await last?.ready.then((client) => client.end()).catch(() => undefined);
  }

  private connect(): { ready: Promise<RapportClient>; client: RapportClient } {
    const client = new RapportClient({ ...this.options, query_timeout: SHORT_MS }, setImmediate);
    const lose = (): void => this.lose(client);
    client.on('error', lose);
    client.on('end', lose);
    const ready = client.connect().then(
      () => client,
      (error: unknown) => {
        lose();
        throw error;
      },
    );
    return { ready, client };
  }
}
