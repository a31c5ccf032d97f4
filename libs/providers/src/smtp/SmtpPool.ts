import { ProviderError } from '../contracts/ProviderError.js';
import { SmtpSession } from './SmtpSession.js';
import type { SmtpConfig } from './smtpConfig.js';
import type { SmtpTimeouts } from './smtpTimeouts.js';

const messagesPerConnection = 500;

/**
 * Keeps connections open between messages. nodemailer's own pool is not used: when a connection breaks it puts the
 * message back in its queue, even after the body was handed over, and that would mail a person twice.
 */
export class SmtpPool {
  private readonly idle: SmtpSession[] = [];
  private readonly busy = new Set<SmtpSession>();
  private readonly waiting: Array<() => void> = [];
  private opening = 0;
  private isClosed = false;
  private idleTimer: NodeJS.Timeout | null = null;

  constructor(
    private readonly config: SmtpConfig,
    private readonly timeouts: SmtpTimeouts,
  ) {}

  async acquire(): Promise<SmtpSession> {
    for (;;) {
      if (this.isClosed) throw closed();
      const session = this.takeIdle();
      if (session) return session;
      if (this.busy.size + this.opening < this.config.connections) return this.open();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  release(session: SmtpSession): void {
    this.busy.delete(session);
    if (!session.isUsable) session.destroy();
    else if (this.isClosed || session.deliveries >= messagesPerConnection) session.quit();
    else this.idle.push(session);
    this.armIdleTimer();
    this.wakeNext();
  }

  async close(graceMs: number): Promise<void> {
    this.isClosed = true;
    if (this.idleTimer) clearTimeout(this.idleTimer);
    for (const session of this.idle.splice(0)) session.quit();
    for (const wake of this.waiting.splice(0)) wake();
    const deadline = Date.now() + graceMs;
    while (this.busy.size + this.opening > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const session of this.busy) session.destroy();
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

  private async open(): Promise<SmtpSession> {
    this.opening += 1;
    try {
      const session = await SmtpSession.open(this.config, this.timeouts);
      if (this.isClosed) {
        session.quit();
        throw closed();
      }
      this.busy.add(session);
      return session;
    } catch (error) {
      this.wakeNext();
      throw error;
    } finally {
      this.opening -= 1;
    }
  }

  private wakeNext(): void {
    this.waiting.shift()?.();
  }

  private armIdleTimer(): void {
    if (this.idleTimer) clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      for (const session of this.idle.splice(0)) session.quit();
    }, this.timeouts.idle);
    this.idleTimer.unref();
  }
}

function closed(): ProviderError {
  return new ProviderError({ kind: 'unavailable', scope: 'sender', step: 'connect', message: 'Sending is being shut down.' });
}
