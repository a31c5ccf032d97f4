import { Injectable } from '@nestjs/common';
import { readMime } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { linksOf } from './labLinks.js';
import { LabNews } from './LabNews.js';
import { LabReports } from './LabReports.js';
import type { LabAction, LabEventType, LabMessageDto, PlayRecipientDto } from './MailLabDtos.js';
import { linkNotInMessage, notDoneToTexts, replyWithoutText } from './mailLabErrors.js';
import type { LabEventRow, LabMessageRow } from './MailLabRepository.js';
import { MailLabService } from './MailLabService.js';

const EVENT_OF: Readonly<Record<LabAction, LabEventType>> = {
  open: 'opened',
  click: 'clicked',
  bounce: 'bounced',
  complain: 'complained',
  unsubscribe: 'unsubscribed',
  reply: 'replied',
  autoReply: 'autoReplied',
};

const TEXT_BOUNCE_WORDS = '30005 This number does not exist (played in the mail lab)';
const BOUNCE_WORDS = '550 5.1.1 The mailbox does not exist (played in the mail lab)';

/** Plays the recipient of a message: what they do is kept beside it, and told as it would be outside. */
@Injectable()
export class LabRecipientService {
  constructor(
    private readonly mailLab: MailLabService,
    private readonly reports: LabReports,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly news: LabNews,
    private readonly clock: Clock,
  ) {}

  async play(ctx: WorkspaceContext, id: string, input: PlayRecipientDto): Promise<LabMessageDto> {
    const message = await this.mailLab.require(ctx, id);
    const event: LabEventRow = { id: newId(), type: EVENT_OF[input.action], detail: detailOf(message, input), at: nowIso(this.clock) };
    const tell = await this.reports.prepare(message, event);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.mailLab.addEvent(ctx, id, event);
      await tell(ctx);
      const details = { played: input.action, messageId: id };
      const entity = message.contactId === null ? {} : { entity: ['contact', message.contactId] as const };
      await this.audit.record(ctx, { action: 'mailLab.played', ...entity, details });
    });
    this.news.changed(ctx.workspaceId);
    return this.mailLab.present(ctx, await this.mailLab.require(ctx, id));
  }
}

/** What the page shows beside the event; also where an impossible action is refused. */
function detailOf(message: LabMessageRow, { action, url, text }: PlayRecipientDto): string | null {
  if (message.channel === 'text') return textDetailOf(action, text);
  switch (action) {
    case 'click': {
      const mail = readMime(message.raw);
      if (!linksOf(mail.html, mail.text).some((link) => link.url === url)) throw linkNotInMessage();
      return url ?? null;
    }
    case 'reply':
    case 'autoReply':
      if (!text) throw replyWithoutText();
      return text;
    case 'bounce':
      return BOUNCE_WORDS;
    case 'open':
    case 'complain':
    case 'unsubscribe':
      return null;
  }
}

function textDetailOf(action: LabAction, text: string | undefined): string {
  switch (action) {
    case 'reply':
      if (!text) throw replyWithoutText();
      return text;
    case 'unsubscribe':
      return 'STOP';
    case 'bounce':
      return TEXT_BOUNCE_WORDS;
    case 'open':
    case 'click':
    case 'complain':
    case 'autoReply':
      throw notDoneToTexts();
  }
}
