import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../platform/context/contexts.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { LabFaultRepository } from './LabFaultRepository.js';
import { MailLabService } from './MailLabService.js';

const RETAIN_LAB_MESSAGES = 'mailLab.retain';

/** Keeps the mail labs from growing without end, and from naming people in faults that are over. */
@Recurring({
  name: RETAIN_LAB_MESSAGES,
  cron: '52 */6 * * *',
  repeatable: 'It marks messages beyond the limits as removed; a second run finds none that are not marked.',
})
export class RetainLabMessagesJob implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly mailLab: MailLabService,
    private readonly faults: LabFaultRepository,
    private readonly clock: Clock,
  ) {}

  async run({ requestId, signal }: JobRun): Promise<void> {
    const { manager } = this.dataSource;
    for (const workspaceId of await this.mailLab.listWorkspaceIds(systemContext(manager, requestId))) {
      if (signal.aborted) return;
      const ctx = jobContext(manager, workspaceId, RETAIN_LAB_MESSAGES, requestId);
      await this.mailLab.removeOld(ctx);
      await this.faults.forgetEnded(ctx, nowIso(this.clock));
    }
  }
}
