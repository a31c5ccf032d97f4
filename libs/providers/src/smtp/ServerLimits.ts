import type { SmtpConfig } from './smtpConfig.js';

const MESSAGES_PER_CONNECTION = 500;
const MESSAGES_REMEMBERED_MS = 60 * 60_000;
const CONNECTIONS_REMEMBERED_MS = 10 * 60_000;
const MISSES_BELIEVED = 3;
const MISSES_REMEMBERED_MS = 10 * 60_000;

/**
 * What a server was seen to allow one account: so many messages on a connection, so many connections at once. Servers do not announce
 * either; they answer 421 or 450, or hang up. What was learned is forgotten after a while, because limits change.
 */
export class ServerLimits {
  private messages: { readonly most: number; readonly until: number } | null = null;
  private connections: { readonly most: number; readonly until: number } | null = null;
  private candidate: number | null = null;
  private misses = 0;
  private missedAt = 0;

  constructor(private readonly now: () => number = Date.now) {}

  get messagesPerConnection(): number {
    return this.messages && this.messages.until > this.now() ? this.messages.most : MESSAGES_PER_CONNECTION;
  }

  connectionsAtOnce(configured: number): number {
    return this.connections && this.connections.until > this.now() ? Math.min(this.connections.most, configured) : configured;
  }

  /**
   * A message that was put off on a connection which had carried `carried` messages was accepted on a fresh one. Once may be chance (a
   * mailbox that was free again, a connection that had been idle too long); about the same number twice in a row is a limit.
   */
  learnMessages(carried: number): void {
    this.misses = 0;
    const isSeenAgain = this.candidate !== null && Math.abs(this.candidate - carried) <= Math.max(1, carried / 10);
    if (isSeenAgain) {
      const most = Math.max(1, Math.min(carried, this.candidate ?? carried));
      this.messages = { most, until: this.now() + MESSAGES_REMEMBERED_MS };
    }
    this.candidate = carried;
  }

  /** No further connection was let in while so many were open. */
  learnConnections(open: number): void {
    this.connections = { most: Math.max(1, open), until: this.now() + CONNECTIONS_REMEMBERED_MS };
  }

  /** A fresh connection was told the same: it was about the recipient. */
  noteMiss(): void {
    this.misses += 1;
    this.missedAt = this.now();
  }

  /** Whether another fresh connection is worth it for a reply that names nobody. */
  get mayBeConnection(): boolean {
    return this.misses < MISSES_BELIEVED || this.now() - this.missedAt > MISSES_REMEMBERED_MS;
  }
}

const known = new Map<string, ServerLimits>();
const MOST_KNOWN = 1_000;

/** One for each account at a server, whatever else about its settings changes. */
export function limitsOf({ host, port, user }: SmtpConfig): ServerLimits {
  const key = JSON.stringify([host.toLowerCase(), port, user]);
  const limits = known.get(key) ?? new ServerLimits();
  known.delete(key);
  known.set(key, limits);
  if (known.size > MOST_KNOWN) for (const oldest of [...known.keys()].slice(0, known.size - MOST_KNOWN)) known.delete(oldest);
  return limits;
}
