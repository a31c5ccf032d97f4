import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger } from '../logging/AppLogger.js';
import { Clock } from '../time/Clock.js';
import { SystemMailbox } from './SystemMailbox.js';

/** At boot, removes files of the built-in mailbox whose row never came or has gone: only a server that died leaves them. */
@Injectable()
export class SweepSystemMailFiles implements OnApplicationBootstrap {
  constructor(
    private readonly mailbox: SystemMailbox,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** Not awaited: nothing waits for it, and the server need not start later because of it. */
  onApplicationBootstrap(): void {
    this.mailbox.removeStrayFiles(this.clock.now()).catch((error: unknown) => this.logger.failure('systemMail.sweepFailed', error));
  }
}
