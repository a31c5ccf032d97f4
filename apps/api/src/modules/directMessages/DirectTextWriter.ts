import { Injectable } from '@nestjs/common';
import { LONGEST_TEXT, textSegments } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { SenderPoolService } from '../providers/SenderPoolService.js';
import { SettingsService } from '../settings/SettingsService.js';
import { TemplateRenderService } from '../templates/TemplateRenderService.js';
import type { TextOptionsDto, TextPreviewDto, TextProblemDto, WriteTextDto } from './DirectMessageDtos.js';
import { badContent, senderOfTextsPaused } from './directMessageErrors.js';
import type { PersonalMessage } from './DirectMessageWriter.js';
import { DirectRecipients } from './DirectRecipients.js';

const EMPTY: TextProblemDto = { code: 'message.empty', severity: 'error', message: 'Nothing is left of the text. Write something.' };

/** What a member texts to one contact, as it will be sent: plain words, to one of their phones, without the notice of mass mail. */
@Injectable()
export class DirectTextWriter {
  constructor(
    private readonly recipients: DirectRecipients,
    private readonly rendering: TemplateRenderService,
    private readonly pool: SenderPoolService,
    private readonly settings: SettingsService,
  ) {}

  async optionsFor(ctx: WorkspaceContext, contactId: string): Promise<TextOptionsDto> {
    const { addresses } = await this.recipients.list(ctx, contactId, 'text');
    return { phones: addresses, from: await this.pool.originOfTexts(ctx), pausedReason: await this.pauseOf(ctx) };
  }

  /** Shows it even where it would be refused, and says why. */
  async preview(ctx: WorkspaceContext, contactId: string, { to, text: words }: WriteTextDto): Promise<TextPreviewDto> {
    const { address } = await this.recipients.require(ctx, contactId, to, 'text');
    const { text, problems } = await this.write(ctx, contactId, words, address);
    const values = await this.settings.valuesInWorkspace(ctx);
    const [price, segments] = [Number(values.get('textPrice') ?? 0), textSegments(text).count];
    const cost = price === 0 ? null : Math.round(price * segments * 10_000) / 10_000;
    return {
      from: await this.pool.originOfTexts(ctx),
      to: address,
      text,
      segments,
      cost,
      currency: values.get('textCurrency') ?? 'USD',
      problems,
    };
  }

  /** @throws AppError 422 at the field that keeps it from being sent */
  async require(ctx: WorkspaceContext, contactId: string, { to, text: words }: WriteTextDto): Promise<PersonalMessage> {
    const paused = await this.pauseOf(ctx);
    if (paused !== null) throw senderOfTextsPaused(paused);
    const recipient = await this.recipients.require(ctx, contactId, to, 'text');
    const { text, problems } = await this.write(ctx, contactId, words, recipient.address);
    const wrong = problems.find(({ severity }) => severity === 'error');
    if (wrong) throw badContent('text', wrong.code, wrong.message);
    const from = { name: null, address: await this.pool.originOfTexts(ctx) };
    return { channel: 'text', from, to: recipient, replyTo: null, subject: '', html: '', text, references: null };
  }

  private async write(
    ctx: WorkspaceContext,
    contactId: string,
    words: string,
    phone: string,
  ): Promise<{ text: string; problems: TextProblemDto[] }> {
    const { problems, text } = await this.rendering.writePersonalText(ctx, contactId, words, phone);
    const found = problems.map(({ code, severity, message }) => ({
      code,
      severity: severity === 'error' ? ('error' as const) : ('warning' as const),
      message,
    }));
    if (text === null) return { text: '', problems: found };
    return { text, problems: [...found, ...(text === '' ? [EMPTY] : text.length > LONGEST_TEXT ? [tooLong(text.length)] : [])] };
  }

  private async pauseOf(ctx: WorkspaceContext): Promise<string | null> {
    const { state, stateReason } = await this.pool.open(ctx, null, 'text');
    return state === 'paused' ? (stateReason ?? 'It is paused.') : null;
  }
}

function tooLong(characters: number): TextProblemDto {
  const message = `With the values of this contact the text has ${characters} characters. At most ${LONGEST_TEXT} can be sent: shorten it.`;
  return { code: 'message.textTooLong', severity: 'error', message };
}
