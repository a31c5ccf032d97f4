import { Injectable } from '@nestjs/common';
import { LONGEST_TEXT, suggestPlainText, tellsHowToStop, type TextSegments } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SenderService } from '../../providers/SenderService.js';
import { TemplateRenderService } from '../../templates/TemplateRenderService.js';
import type { Campaign } from '../CampaignRow.js';
import type { PreflightDto } from '../ReviewDtos.js';
import { error, ok, warning } from '../review/findings.js';
import type { ChannelChecks } from './Channel.js';
import { askSender, isFresh } from './senderAnswers.js';
import { type LeftOut, type MeasuredTexts, TextMeasure } from './TextMeasure.js';

const UNSUBSCRIBE_TAG = /\{\{-?\s*unsubscribe_url\b/;

/** What can be wrong with a text and its account. Reads only, except that the provider is asked whether it lets us in. */
@Injectable()
export class TextChecks implements ChannelChecks {
  constructor(
    private readonly rendering: TemplateRenderService,
    private readonly measures: TextMeasure,
    private readonly senders: SenderService,
    private readonly clock: Clock,
  ) {}

  async message(ctx: WorkspaceContext, campaign: Campaign): Promise<PreflightDto[]> {
    const { text } = campaign;
    if (text === null) return [error('campaign.noText', 'Write the text.', 'text')];
    const problems = (await this.rendering.inspectText(ctx, text)).map(({ code, severity, message }): PreflightDto => ({
      code,
      severity,
      message,
      field: 'text',
    }));
    if (UNSUBSCRIBE_TAG.test(text))
      problems.push(
        error('text.unsubscribeLink', 'Texts have no unsubscribe link. Remove the tag and write “Reply STOP to opt out”.', 'text'),
      );
    const measured = problems.some(({ severity }) => severity === 'error') ? null : await this.measures.measure(ctx, campaign);
    return [...problems, ...(measured ? findingsOf(measured) : [])];
  }

  async sender(ctx: WorkspaceContext, _campaign: Campaign, occasion: 'review' | 'launch'): Promise<PreflightDto[]> {
    const sender = await this.senders.get(ctx, 'text');
    if (sender.type === 'mail_lab')
      return [
        warning(
          'sender.mailLab',
          'This workspace has no sender for texts, so they go to the built-in mail lab and nothing leaves this machine. Add Twilio in the settings to reach people.',
        ),
      ];
    if (sender.lastTest && isFresh(sender.lastTest, sender.lastTestedAt, this.clock.now(), occasion))
      return [verdictOf(sender.label, sender.lastTest)];
    return askSender(
      () => this.senders.verifySaved(ctx, 'text'),
      (check) => verdictOf(sender.label, check),
      `${sender.label} did not answer within eight seconds. Check the sender in the settings.`,
    );
  }
}

type Check = Awaited<ReturnType<SenderService['verifySaved']>>;

function verdictOf(label: string, check: Check): PreflightDto {
  if (check.ok) return ok('sender.fine', `${label} lets this account in.`);
  const words = check.serverResponse ?? check.steps.at(-1)?.detail ?? '';
  return error('sender.refused', `${label} cannot be used: ${words} ${check.hint ?? ''}`.trim(), 'sender');
}

function findingsOf(measured: MeasuredTexts): PreflightDto[] {
  const { texts } = measured;
  const findings = leftOutOf(measured);
  const longest = texts.toSorted((one, other) => other.segments.count - one.segments.count)[0];
  if (!longest) return findings;
  findings.push(segmentsOf(longest.segments));
  if (longest.segments.encoding === 'ucs2') findings.push(costlyOf(longest.body, longest.segments));
  if (!texts.every(({ body }) => tellsHowToStop(body)))
    findings.push(warning('text.noStop', 'The text does not say how to end texts. Add “Reply STOP to opt out”.', 'text'));
  return findings;
}

/** One person whose values are odd keeps nobody else waiting; a text that comes out for none of those that were looked at is a mistake. */
function leftOutOf({ texts, leftOut, people, isWhole }: MeasuredTexts): PreflightDto[] {
  const [first] = leftOut;
  if (!first) return [];
  const all = isWhole ? `${people}` : `the first ${people}`;
  const why = `${reasonsOf(leftOut)} ${adviceOf(leftOut)}`.trim();
  if (texts.length === 0)
    return [
      error(
        'text.forNobody',
        people === 1 ? `The only recipient would be left out: ${why}` : `All of ${all} recipients would be left out: ${why}`,
        'text',
      ),
    ];
  const who = leftOut.length === 1 ? `${first.name} is` : `${leftOut.length} are`;
  return [warning('text.notForAll', `Of ${all} recipients, ${who} left out: ${why}`, 'text')];
}

const NOTHING_LEFT = 'nothing is left of the text';
const TOO_LONG = `the text has more than ${LONGEST_TEXT} characters`;

function reasonsOf(leftOut: readonly LeftOut[]): string {
  const counts = new Map<string, number>();
  for (const { reason, words } of leftOut) {
    const why = reason === 'textEmpty' ? NOTHING_LEFT : reason === 'textTooLong' ? TOO_LONG : words;
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  const [only, ...others] = counts;
  if (only && others.length === 0) return `with their values ${only[0]}.`;
  return `${[...counts].map(([why, count]) => `for ${count}, ${why}`).join('; ')}.`;
}

function adviceOf(leftOut: readonly LeftOut[]): string {
  const has = (reason: LeftOut['reason']): boolean => leftOut.some((one) => one.reason === reason);
  return [has('textEmpty') ? 'Add a fallback to its merge tags.' : '', has('textTooLong') ? 'Shorten it.' : ''].filter(Boolean).join(' ');
}

function segmentsOf({ count, encoding }: TextSegments): PreflightDto {
  const kind = encoding === 'gsm7' ? 'plain letters' : 'Unicode';
  return ok(
    'text.segments',
    count === 1 ? `One segment, in ${kind}.` : `Up to ${count} segments each, in ${kind}. Each is billed as one text.`,
  );
}

function costlyOf(body: string, { costly, count }: TextSegments): PreflightDto {
  const which = costly.map((character) => `“${character}”`).join(' ');
  const suggestion = suggestPlainText(body);
  const advice = suggestion
    ? ` With ${suggestion.exchanged.map(({ from, to }) => `“${to}” for “${from}”`).join(', ')} it would be ${segmentsText(count - suggestion.saved)} in place of ${count}.`
    : '';
  const message = `${which} ${costly.length === 1 ? 'is' : 'are'} not among the letters that phone networks send as they are, so a segment holds less than half.${advice}`;
  return suggestion ? warning('text.unicode', message, 'text') : ok('text.unicode', message);
}

function segmentsText(count: number): string {
  return count === 1 ? '1 segment' : `${count} segments`;
}
