import { Injectable } from '@nestjs/common';
import { type ConfigField, descriptorOf, reportsReaderOf, type SenderCheck, senderTypes, type SenderType } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { shortText } from '../../platform/http/shortText.js';
import { UserService } from '../users/UserService.js';
import { reportsUrl, signInUrl } from './publicUrls.js';
import { parseSenderType, parseStoredConfig, presentConfig, type ShownSecret } from './senderConfig.js';
import type { SenderAccountDto, SenderCheckDto, SenderDto, SenderFieldDto, SenderTypeDto } from './SenderDtos.js';
import { SenderAllowanceService } from './SenderAllowanceService.js';
import { MailboxesOfSenders } from './MailboxesOfSenders.js';
import { SenderCheckLimits } from './SenderCheckLimits.js';
import { SenderRepository, type SenderRow } from './SenderRepository.js';
import { SenderSecrets } from './SenderSecrets.js';
import { TestRecipientService } from './TestRecipientService.js';
import { SenderUseService } from './SenderUseService.js';

/** In a list; a server’s own words may be pages long. */
const LONGEST_REASON = 500;

/**
 * Turns accounts into what the API answers: never a secret, only whether there is one, since when and by whom.
 * More than six dependencies: an answer tells of limits, allowances, campaigns and people, each kept elsewhere.
 */
@Injectable()
export class SenderPresenter {
  constructor(
    private readonly secrets: SenderSecrets,
    private readonly config: AppConfig,
    private readonly users: UserService,
    private readonly limits: SenderCheckLimits,
    private readonly testRecipients: TestRecipientService,
    private readonly allowances: SenderAllowanceService,
    private readonly uses: SenderUseService,
    private readonly senders: SenderRepository,
    private readonly mailboxes: MailboxesOfSenders,
  ) {}

  /** Null: the mail lab of a workspace without an account. Outside any unit of work: that is where the counters are written. */
  async present(ctx: WorkspaceContext, row: SenderRow | null, isActive: boolean): Promise<SenderDto> {
    const { type, config } = presentSettings(row, await this.shownSecrets(ctx, row));
    const [account] = row ? await this.presentAll(ctx, [row], isActive ? row.id : null) : [];
    return {
      type,
      label: descriptorOf(type).label,
      config,
      state: row?.state ?? 'ready',
      stateReason: row?.stateReason ?? null,
      lastTestedAt: row?.lastTestedAt ?? null,
      lastTest: row?.lastTest ? (JSON.parse(row.lastTest) as SenderCheckDto) : null,
      account: account ?? null,
      reports: row ? this.reportsOf(row, config) : null,
      checks: await this.limits.left(ctx),
      testMessages: await this.testRecipients.left(ctx),
    };
  }

  async presentAll(ctx: WorkspaceContext, rows: readonly SenderRow[], activeId: string | null): Promise<SenderAccountDto[]> {
    const uses = await this.uses.count(ctx);
    const today = await this.allowances.today(ctx);
    const mailboxes = await this.mailboxes.states(ctx);
    const firstText = await this.senders.findTextId(ctx);
    return rows.map((row) => {
      const { id, name, state, stateReason, lastTestedAt, ratePerMinute, quotaPerDay } = row;
      const type = parseSenderType(row.type);
      return {
        id,
        name,
        type,
        label: descriptorOf(type).label,
        channel: descriptorOf(type).channel,
        isActive: descriptorOf(type).channel === 'text' ? id === firstText : id === activeId,
        state,
        stateReason: stateReason && shortText(stateReason, LONGEST_REASON),
        lastTestedAt,
        ratePerMinute,
        quotaPerDay,
        usedToday: row.quotaDay === today.day ? row.quotaUsed : 0,
        nextDayAt: today.endsAt.toISOString(),
        campaigns: uses.get(id) ?? 0,
        mailbox: mailboxes.get(id) ?? null,
      };
    });
  }

  private reportsOf(row: SenderRow, config: SenderDto['config']): SenderDto['reports'] {
    const type = parseSenderType(row.type);
    if (reportsReaderOf(type) === null) return null;
    const isReady = descriptorOf(type).fields.every(({ key, provesReports }) => !provesReports || isSet(config[key]));
    return { url: reportsUrl(this.config.publicUrl, row.id), isReady, lastReportAt: row.lastReportAt };
  }

  /** The settings without their secrets, of which only is told whether they are there. */
  async auditedState(ctx: WorkspaceContext, row: SenderRow | null): Promise<object> {
    const { type, config } = presentSettings(row, new Map());
    const marks = await this.secrets.marksOf(ctx, row);
    const shown = Object.entries(config).map(([key, value]) => [key, isMark(value) ? (marks.has(key) ? 'stored' : null) : value] as const);
    return { type, ...Object.fromEntries(shown) };
  }

  private async shownSecrets(ctx: WorkspaceContext, row: SenderRow | null): Promise<ReadonlyMap<string, ShownSecret>> {
    const marks = await this.secrets.marksOf(ctx, row);
    const names = await this.users.namesOf(
      ctx,
      [...marks.values()].flatMap((mark) => mark?.setBy ?? []),
    );
    const shown = [...marks].map(([key, mark]): [string, ShownSecret] => [
      key,
      { isSet: true, setAt: mark?.setAt ?? null, setBy: names.get(mark?.setBy ?? '') ?? null },
    ]);
    return new Map(shown);
  }
}

/** What kinds of sender there are. */
export function presentTypes(publicUrl: string): SenderTypeDto[] {
  return senderTypes.map((type) => {
    const { label, channel, description, fields } = descriptorOf(type);
    const isSignedIn = fields.some((field) => field.secret && field.isGranted);
    return { type, channel, label, description, fields: fields.map(presentField), signInUrl: isSignedIn ? signInUrl(publicUrl) : null };
  });
}

export function presentCheck(check: SenderCheck): SenderCheckDto {
  const { ok, serverResponse, hint, supportsUtf8 } = check;
  return { ok, steps: check.steps.map((step) => ({ ...step })), serverResponse, hint, supportsUtf8 };
}

function presentSettings(
  row: SenderRow | null,
  secrets: ReadonlyMap<string, ShownSecret>,
): { type: SenderType; config: SenderDto['config'] } {
  const type = row ? parseSenderType(row.type) : 'mail_lab';
  return { type, config: presentConfig(type, parseStoredConfig(row?.config ?? '{}'), secrets) };
}

function isSet(value: unknown): boolean {
  return isMark(value) ? value.isSet : value !== null && value !== '';
}

function isMark(value: unknown): value is { isSet: boolean } {
  return typeof value === 'object' && value !== null && 'isSet' in value;
}

export function presentField(field: ConfigField): SenderFieldDto {
  const { key, label, kind, required, help, secret, options, default: initial } = field;
  return {
    key,
    label,
    kind,
    required,
    help,
    secret,
    ...(field.secret ? { boundTo: [...field.boundTo] } : {}),
    ...(field.secret && field.isGranted ? { isGranted: true } : {}),
    ...(field.onlyWhen ? { onlyWhen: { ...field.onlyWhen } } : {}),
    ...(options ? { options: options.map((option) => ({ ...option })) } : {}),
    ...(initial === undefined ? {} : { default: String(initial) }),
  };
}
