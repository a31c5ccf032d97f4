import { linkTokenIn } from '@rapport/common';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LabUnsubscribeService } from '../mailLab/LabUnsubscribeService.js';
import { UnsubscribeService } from './UnsubscribeService.js';

/** A click played in the mail lab does exactly what the POST of a mailbox provider does. */
@Injectable()
export class LabUnsubscribeHandler implements OnModuleInit {
  constructor(
    private readonly lab: LabUnsubscribeService,
    private readonly unsubscribing: UnsubscribeService,
  ) {}

  onModuleInit(): void {
    this.lab.register(async (ctx, url) => {
      const token = linkTokenIn(url.split('/u/').at(-1) ?? '') ?? '';
      return (await this.unsubscribing.unsubscribe(ctx, token, { via: 'oneClick', client: 'mail lab', requestId: ctx.requestId })) !== null;
    });
  }
}
