import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import { SendQueue } from './SendQueue.js';

/** Grants messages at a steady rate. Unused time is kept for a quarter of a second at most, so a pause is not followed by a burst. */
export class SendPacer {
  private allowance: number;
  private readonly capacity: number;
  private countedAt: number;

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number,
  ) {
    this.capacity = Math.max(1, perMinute / 240);
    this.allowance = this.capacity;
    this.countedAt = now();
  }

  /** How many of `wanted` messages may go out now. */
  grant(wanted: number): number {
    this.refill();
    const granted = Math.min(wanted, Math.floor(this.allowance + 1e-9));
    this.allowance -= granted;
    return granted;
  }

  /** Milliseconds until the next message may go out. */
  waitMs(): number {
    this.refill();
    return this.allowance >= 1 ? 0 : Math.ceil(((1 - this.allowance) * 60_000) / this.perMinute);
  }

  private refill(): void {
    const at = this.now();
    // A clock that was set back must not stop the sending.
    const elapsed = Math.max(0, at - this.countedAt);
    this.countedAt = at;
    this.allowance = Math.min(this.capacity, this.allowance + (elapsed * this.perMinute) / 60_000);
  }
}

/** The configured rate, shared by the lanes of a campaign. */
@Injectable()
export class LanePace {
  private readonly perMinute: number;

  constructor(config: AppConfig, queue: SendQueue) {
    this.perMinute = Math.max(1, config.sendPerMinute / queue.lanes);
  }

  /** A slow lane must not hold people it will not reach before its claims expire. */
  get claimLimit(): number {
    return Math.max(1, Math.ceil(this.perMinute));
  }

  pacer(): SendPacer {
    return new SendPacer(this.perMinute, () => performance.now());
  }
}
