import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { AppLogger } from '../logging/AppLogger.js';
import { type LiveAddress, type LiveEvent, LiveEvents } from './LiveEvents.js';

const CHANNEL = 'rapport_live';
const RECONNECT_MS = 2_000;
const MOST_AT_ONCE = 500;

/** Several processes: NOTIFY carries what a worker says to every API process. */
export class PostgresLiveEvents extends LiveEvents {
  private listener: pg.Client | null = null;
  private isClosed = false;
  private readonly waiting: string[] = [];
  private isSending = false;

  constructor(
    private readonly url: string,
    private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {
    super();
  }

  protected send(address: LiveAddress, event: LiveEvent): void {
    if (this.isClosed) return;
    this.waiting.push(JSON.stringify({ ...address, event }));
    if (!this.isSending) void this.sendWaiting();
  }

  /** One statement at a time: two connections of the pool could overtake each other, and a page would show the older of two states. */
  private async sendWaiting(): Promise<void> {
    this.isSending = true;
    while (this.waiting.length > 0 && !this.isClosed) {
      const payloads = this.waiting.splice(0, MOST_AT_ONCE);
      await this.dataSource
        .query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [CHANNEL, payloads])
        .catch((error: unknown) => this.logger.failure('live.publishFailed', error));
    }
    this.isSending = false;
  }

  /** Starts to listen; comes back by itself after a lost connection. */
  async listen(): Promise<void> {
    if (this.isClosed) return;
    const client = new pg.Client({ connectionString: this.url });
    client.on('notification', (message) => this.receive(message.payload));
    // A server that goes down is reported more than once; one new connection is enough.
    let isLost = false;
    const lose = (): void => {
      if (isLost) return;
      isLost = true;
      this.reconnect();
    };
    client.on('error', lose);
    client.on('end', lose);
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.listener = client;
    } catch (error) {
      this.logger.failure('live.listenFailed', error);
      lose();
    }
  }

  override async close(): Promise<void> {
    this.isClosed = true;
    const listener = this.listener;
    this.listener = null;
    await super.close();
    await listener?.end();
  }

  private receive(payload: string | undefined): void {
    if (!payload) return;
    const { event, ...address } = JSON.parse(payload) as LiveAddress & { event: LiveEvent };
    this.deliver(address, event);
  }

  private reconnect(): void {
    if (this.isClosed) return;
    this.listener = null;
    setTimeout(() => void this.listen(), RECONNECT_MS).unref();
  }
}
