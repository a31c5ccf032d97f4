import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import { SendPacer } from './SendPacer.js';
import { SendQueue } from './SendQueue.js';

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
