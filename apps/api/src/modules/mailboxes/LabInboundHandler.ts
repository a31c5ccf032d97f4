import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LabInboundService } from '../mailLab/LabInboundService.js';
import { InboundRecorder } from './InboundRecorder.js';

/** What comes back to the mail lab does exactly what a message in a mailbox does. */
@Injectable()
export class LabInboundHandler implements OnModuleInit {
  constructor(
    private readonly lab: LabInboundService,
    private readonly recorder: InboundRecorder,
  ) {}

  onModuleInit(): void {
    this.lab.register((ctx, inbound) => this.recorder.recordLab(ctx, { ...inbound, sentAs: [] }));
  }
}
