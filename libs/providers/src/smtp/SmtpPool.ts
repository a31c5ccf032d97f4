import { ProviderError } from '../contracts/ProviderError.js';
import { findMailHost, type ResolveMailHost } from './mailHost.js';
import type { ServerLimits } from './ServerLimits.js';
import { SmtpSession } from './SmtpSession.js';
import type { SmtpConfig } from './smtpConfig.js';
import type { SmtpTimeouts } from './smtpTimeouts.js';

/**
 * Keeps connections open between messages. nodemailer's own pool is not used: when a connection breaks it puts the
 * message back in its queue, even after the body was handed over, and that would mail a person twice.
 */
export class SmtpPool {
  private readonly idle: SmtpSession[] = [];
  private readonly busy = new Set<SmtpSession>();
  private readonly waiting: { readonly wake: () => void; readonly fail: (error: unknown) => void }[] = [];
  private opening = 0;
  private isClosed = false;
  private idleTimer: NodeJS.Timeout | null = null;

  constructor(
    private readonly config: SmtpConfig,
    private readonly timeouts: SmtpTimeouts,
    private readonly limits: ServerLimits,
    private readonly resolve: ResolveMailHost,
  ) {}

  async acquire(): Promise<SmtpSession> {
    for (;;) {
      if (this.isClosed) throw closed();
      const session = this.takeIdle() ?? (await this.openIfRoom());
      if (session) return session;
      await new Promise<void>((wake, fail) => this.waiting.push({ wake, fail }));
    }
  }

  /** A connection that has carried nothing yet, in place of an idle one if there is no room for more. */
  async acquireFresh(): Promise<SmtpSession> {
    for (;;) {
      if (this.isClosed) throw closed();
      if (!this.hasRoom) this.idle.shift()?.quit();
      const session = await this.openIfRoom();
      if (session) return session;
      await new Promise<void>((wake, fail) => this.waiting.push({ wake, fail }));
    }
  }

  release(session: SmtpSession): void {
    this.busy.delete(session);
    if (!session.isUsable) session.destroy();
    else if (this.isClosed || session.deliveries >= this.limits.messagesPerConnection) session.quit();
    else this.idle.push(session);
    this.armIdleTimer();
    this.wakeNext();
  }

  async close(graceMs: number): Promise<void> {
    this.isClosed = true;
    if (this.idleTimer) clearTimeout(this.idleTimer);
    for (const session of this.idle.splice(0)) session.quit();
    for (const { wake } of this.waiting.splice(0)) wake();
    const deadline = Date.now() + graceMs;
    while (this.busy.size + this.opening > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const session of this.busy) session.destroy();
  }

  private get hasRoom(): boolean {
    return this.busy.size + this.idle.length + this.opening < this.limits.connectionsAtOnce(this.config.connections);
  }

  private takeIdle(): SmtpSession | null {
    for (;;) {
      const session = this.idle.pop();
      if (!session) return null;
      if (!session.isUsable) continue;
      this.busy.add(session);
      return session;
    }
  }

  /** Null when there are as many connections as may be. A server that refuses one more, while others work, has told us how many. */
  private async openIfRoom(): Promise<SmtpSession | null> {
    if (!this.hasRoom) return null;
    try {
      return await this.open();
    } catch (error) {
      const open = this.busy.size + this.idle.length;
      // No connection is left that someone could wait for.
      if (open + this.opening === 0) for (const { fail } of this.waiting.splice(0)) fail(error);
      if (this.isClosed || open + this.opening === 0 || !isAboutNumber(error)) {
        this.wakeNext();
        throw error;
      }
      if (open > 0) this.limits.learnConnections(open);
      return this.takeIdle();
    }
  }

  private async open(): Promise<SmtpSession> {
    this.opening += 1;
    try {
      const host = await findMailHost(this.config.host, this.resolve, this.timeouts.dns);
      const session = await SmtpSession.open(this.config, this.timeouts, host);
      if (this.isClosed) {
        session.quit();
        throw closed();
      }
      this.busy.add(session);
      return session;
    } finally {
      this.opening -= 1;
    }
  }

  private wakeNext(): void {
    this.waiting.shift()?.wake();
  }

  private armIdleTimer(): void {
    if (this.idleTimer) clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      for (const session of this.idle.splice(0)) session.quit();
    }, this.timeouts.idle);
    this.idleTimer.unref();
  }
}

/** Turned away at the door while other connections are in use: one too many, rather than a server that is gone. */
function isAboutNumber(error: unknown): boolean {
  if (!(error instanceof ProviderError)) return false;
  return (
    error.scope === 'connection' ||
    /too many|concurrent|connection limit|max(imum)? (number of )?connections/i.test(error.serverResponse ?? '')
  );
}

function closed(): ProviderError {
  return new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'connect', message: 'Sending is being shut down.' });
}
