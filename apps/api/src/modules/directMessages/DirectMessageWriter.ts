import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import type { ConsentChannel } from '../consent/public.js';
import { UnsubscribeService } from '../consent/UnsubscribeService.js';
import { SenderOptionsService } from '../providers/SenderOptionsService.js';
import { TemplateRenderService } from '../templates/TemplateRenderService.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { AnsweredMessagesService } from './AnsweredMessagesService.js';
import type { MessageOptionsDto, MessagePreviewDto, MessageProblemDto, PreviewMessageDto, SendMessageDto } from './DirectMessageDtos.js';
import { badContent, lineBreakInSubject, noFromAddress } from './directMessageErrors.js';
import { MOST_FILE_BYTES } from './directMessageStates.js';
import { DirectRecipients, type Recipient } from './DirectRecipients.js';

interface Mailbox {
  readonly name: string | null;
  readonly address: string;
}

/** A message to one person, with its merge tags filled in. A text has neither subject nor HTML. */
export interface PersonalMessage {
  readonly channel: ConsentChannel;
  readonly from: Mailbox;
  readonly to: Recipient;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Message-IDs of what it answers, the oldest first and with spaces between them. */
  readonly references: string | null;
}

interface Identity {
  readonly from: Mailbox | null;
  readonly replyTo: string | null;
  readonly ownAddress: string;
}

/** Notes about the footer of mass mail, which a personal message does not have. */
const OF_MASS_MAIL = ['template.unsubscribeNotVisible', 'template.postalAddressNotVisible'];

/**
 * What a member writes to one contact, as it will be sent. More than six dependencies: who writes, to whom, through what, what it says, and
 * what it answers.
 */
@Injectable()
export class DirectMessageWriter {
  constructor(
    private readonly recipients: DirectRecipients,
    private readonly rendering: TemplateRenderService,
    private readonly workspaces: WorkspaceService,
    private readonly users: UserService,
    private readonly unsubscribing: UnsubscribeService,
    private readonly senders: SenderOptionsService,
    private readonly answered: AnsweredMessagesService,
  ) {}

  async optionsFor(ctx: WorkspaceContext, contactId: string): Promise<MessageOptionsDto> {
    const { addresses } = await this.recipients.list(ctx, contactId);
    const { from, replyTo, ownAddress } = await this.identityOf(ctx);
    const senders = await this.senders.listForEmail(ctx);
    return { addresses, senders, from: from && addressText(from), replyTo, ownAddress, mostFileBytes: MOST_FILE_BYTES };
  }

  /** Shows it even where it would be refused, and says why. */
  async preview(ctx: WorkspaceContext, contactId: string, input: PreviewMessageDto): Promise<MessagePreviewDto> {
    const to = await this.recipients.require(ctx, contactId, input.to);
    const { message, problems } = await this.write(ctx, contactId, to, input);
    const note: MessageProblemDto[] =
      to.note === null ? [] : [{ code: 'message.unsubscribed', severity: 'warning', field: 'to', message: to.note }];
    const { from, replyTo, subject, html, text } = message;
    return { from: addressText(from), to: to.address, replyTo, subject, html, text, problems: [...note, ...problems] };
  }

  /** @throws AppError 422 at the field that keeps it from being sent */
  async require(ctx: WorkspaceContext, contactId: string, input: SendMessageDto): Promise<PersonalMessage> {
    const to = await this.recipients.require(ctx, contactId, input.to);
    const { message, problems } = await this.write(ctx, contactId, to, input);
    const wrong = problems.find(({ severity }) => severity === 'error');
    if (wrong) throw badContent(wrong.field === 'subject' ? 'subject' : 'bodyHtml', wrong.code, wrong.message);
    const references = input.answerTo ? await this.answered.referencesOf(ctx, contactId, input.answerTo) : null;
    return { ...message, references };
  }

  private async write(
    ctx: WorkspaceContext,
    contactId: string,
    to: Recipient,
    { subject, bodyHtml, repliesToMe }: PreviewMessageDto,
  ): Promise<{ message: PersonalMessage; problems: MessageProblemDto[] }> {
    if (/[\r\n]/.test(subject)) throw lineBreakInSubject();
    const { from, replyTo, ownAddress } = await this.identityOf(ctx);
    if (!from) throw noFromAddress();
    const { problems, rendered } = await this.rendering.writePersonal(
      ctx,
      contactId,
      { subject: subject.trim(), bodyHtml, preheader: null, signature: null },
      {
        email: to.address,
        sender: { name: from.name ?? from.address, email: from.address },
        unsubscribeUrl: this.unsubscribing.urlFor({
          workspaceId: ctx.workspaceId,
          contactId,
          recipientId: null,
          addressKey: emailKey(to.address),
        }),
      },
    );
    const { html, text, subject: filled } = rendered ?? { html: '', text: '', subject: '' };
    const answers = repliesToMe ? ownAddress : replyTo;
    return {
      message: { channel: 'email', from, to, replyTo: answers, subject: filled, html, text, references: null },
      problems: problems
        .filter(({ code }) => !OF_MASS_MAIL.includes(code))
        .map(({ code, severity, field, message }) => ({
          code,
          severity: severity === 'error' ? ('error' as const) : ('warning' as const),
          field: field === 'subject' ? ('subject' as const) : ('bodyHtml' as const),
          message,
        })),
    };
  }

  /** From the address of the workspace, in the name of the member who writes. */
  private async identityOf(ctx: WorkspaceContext): Promise<Identity> {
    const workspace = await this.workspaces.require(ctx);
    const user = await this.users.requireUser(ctx, actorUserId(ctx) ?? '');
    const address = workspace.defaultFromEmail;
    const from = address === null ? null : { name: user.name ?? workspace.defaultFromName, address };
    return { from, replyTo: workspace.defaultReplyTo, ownAddress: user.email };
  }
}

export function addressText({ name, address }: Mailbox): string {
  return name ? `${name} <${address}>` : address;
}
