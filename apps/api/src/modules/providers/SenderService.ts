import { Injectable } from '@nestjs/common';
import {
  asciiDomainOf,
  messageIdOf,
  descriptorOf,
  senderTypes,
  type ConfigField,
  type ConfigValues,
  type EmailSender,
  type OutgoingEmail,
  type SenderCheck,
  type SenderType,
} from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { AuditAct } from '../../platform/audit/AuditWords.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import type { SecretTest } from '../settings/public.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { parseSenderType, parseStoredConfig, presentConfig, readSenderConfig, type ShownSecret } from './senderConfig.js';
import { storedConfigOf } from './senderSecretPlaces.js';
import { SenderSecrets } from './SenderSecrets.js';
import type {
  SenderCheckDto,
  SenderDto,
  SenderFieldDto,
  SenderState,
  SenderTestDto,
  SenderTypeDto,
  TestSenderDto,
  UpdateSenderDto,
  VerifySenderDto,
} from './SenderDtos.js';
import { noSenderAddress, sampleSendsToLab, senderStillPaused } from './senderErrors.js';
import { SenderCheckLimits } from './SenderCheckLimits.js';
import { mayBePrivate, SenderPoolService } from './SenderPoolService.js';
import { SenderReach } from './SenderReach.js';
import { TestRecipientService } from './TestRecipientService.js';
import { SenderRepository, type SenderRow } from './SenderRepository.js';

/** The settings of a workspace's sender. Without any, the mail lab sends. */
@Injectable()
export class SenderService {
  constructor(
    private readonly senders: SenderRepository,
    private readonly pool: SenderPoolService,
    private readonly secrets: SenderSecrets,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly workspaces: WorkspaceService,
    private readonly users: UserService,
    private readonly testRecipients: TestRecipientService,
    private readonly clock: Clock,
    private readonly limits: SenderCheckLimits,
    private readonly reach: SenderReach,
  ) {}

  listTypes(): SenderTypeDto[] {
    return senderTypes.map((type) => {
      const { label, description, fields } = descriptorOf(type);
      return { type, label, description, fields: fields.map(presentField) };
    });
  }

  async get(ctx: WorkspaceContext): Promise<SenderDto> {
    return this.presentWithLimits(ctx, await this.present(ctx, await this.senders.find(ctx, ctx.workspaceId)));
  }

  async update(ctx: WorkspaceContext, input: UpdateSenderDto): Promise<SenderDto> {
    const type = parseSenderType(input.type);
    await this.refuseInSample(ctx, type);
    const isFree = await this.reach.admit(ctx, input.config);
    const saved = await this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      const before = await this.senders.find(ctx, ctx.workspaceId);
      const auditedBefore = await this.auditedState(ctx, before);
      const read = await readSenderConfig(type, input.config, await this.secrets.keptOf(ctx, before));
      const rowId = before?.id ?? (await this.senders.ensureRow(ctx, type, now));
      const config = JSON.stringify(storedConfigOf(type, read.values, isFree));
      const state: SenderState = type === 'mail_lab' ? 'ready' : 'untested';
      await this.senders.save(ctx, { type, config, state, now });
      await this.secrets.save(ctx, before, rowId, type, read);
      const saved = await this.senders.find(ctx, ctx.workspaceId);
      const replaced = typedSecrets(type, input.config);
      await this.audit.record(ctx, {
        action: 'sender.updated',
        entity: ['sender', ctx.workspaceId],
        before: auditedBefore,
        after: await this.auditedState(ctx, saved),
        ...(replaced.length > 0 && { details: { replaced } }),
      });
      return this.present(ctx, saved);
    });
    return this.presentWithLimits(ctx, saved);
  }

  /** Logs in without sending. Saved settings remember the answer: a refusal pauses the sender, a success makes it ready. */
  async verify(ctx: WorkspaceContext, input: VerifySenderDto): Promise<SenderCheckDto> {
    await this.reach.admit(ctx, input.config);
    return this.verifyNow(ctx, input, true);
  }

  /** The saved settings, before a campaign is launched: the server is the workspace's own, so it does not count as a check of a stranger's. */
  verifySaved(ctx: WorkspaceContext): Promise<SenderCheckDto> {
    return this.verifyNow(ctx, {}, false);
  }

  /** Whether the stored secret works: the saved settings log in. */
  async testSecret(ctx: WorkspaceContext): Promise<SecretTest> {
    const { ok, steps, serverResponse, hint } = await this.verifyNow(ctx, {}, true);
    const refused = [serverResponse ?? steps.at(-1)?.detail, hint].filter(Boolean).join(' ');
    return { ok, message: ok ? 'The login succeeded.' : refused || 'The login failed.' };
  }

  private async verifyNow(ctx: WorkspaceContext, input: VerifySenderDto, isCounted: boolean): Promise<SenderCheckDto> {
    return presentCheck(await this.check(ctx, input, { action: 'sender.verified', isCounted }, (sender) => sender.verify()));
  }

  async sendTest(ctx: WorkspaceContext, input: TestSenderDto): Promise<SenderTestDto> {
    await this.reach.admit(ctx, input.config);
    await this.testRecipients.admit(ctx, input.to);
    const email = await this.testMessage(ctx, input.to);
    const check = await this.check(ctx, input, { action: 'sender.testSent', to: input.to, isCounted: true }, async (sender) => {
      await this.unitOfWork.markBegun(ctx);
      return sender.sendTest(email);
    });
    return { ...presentCheck(check), messageId: email.messageId };
  }

  /** Stops all sending of the workspace until a person has looked at the settings. Answers whether it was running. */
  pause(ctx: WorkspaceContext, reason: string): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const isPaused = await this.senders.pause(ctx, reason);
      if (isPaused) await this.audit.record(ctx, { action: 'sender.paused', entity: ['sender', ctx.workspaceId], details: { reason } });
      return isPaused;
    });
  }

  /** Asks a paused sender once more; a success makes it ready again. */
  async requireRunning(ctx: WorkspaceContext): Promise<void> {
    const row = await this.senders.find(ctx, ctx.workspaceId);
    if (row?.state !== 'paused') return;
    const check = await this.verifyNow(ctx, {}, false);
    if (!check.ok) throw senderStillPaused(check.serverResponse ?? check.steps.at(-1)?.detail ?? '', check.hint);
  }

  private async check(
    ctx: WorkspaceContext,
    input: VerifySenderDto,
    { isCounted, ...act }: { readonly action: AuditAct; readonly to?: string; readonly isCounted: boolean },
    run: (sender: EmailSender) => Promise<SenderCheck>,
  ): Promise<SenderCheck> {
    const row = await this.senders.find(ctx, ctx.workspaceId);
    if (input.config !== undefined || input.type !== undefined) {
      const type = parseSenderType(input.type ?? row?.type ?? 'mail_lab');
      await this.refuseInSample(ctx, type);
      const { values } = await readSenderConfig(type, input.config ?? {}, await this.secrets.keptOf(ctx, row));
      if (isCounted) await this.limits.count(ctx);
      const check = await this.runOnce(ctx, type, values, false, run);
      await this.tell(ctx, act, { type, isSaved: false, ok: check.ok });
      return check;
    }
    const saved = await this.pool.read(ctx);
    const type = saved.row ? parseSenderType(saved.row.type) : 'mail_lab';
    if (isCounted) await this.limits.count(ctx);
    const check = await this.runOnce(ctx, type, saved.values, mayBePrivate(saved.row), run);
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (saved.row) await this.remember(ctx, saved.row, check);
      await this.tell(ctx, act, { type, isSaved: true, ok: check.ok });
    });
    return check;
  }

  /** The counters are read outside a unit of work: that is where they are written. */
  private async presentWithLimits(ctx: WorkspaceContext, saved: SavedSender): Promise<SenderDto> {
    return { ...saved, checks: await this.limits.left(ctx), testMessages: await this.testRecipients.left(ctx) };
  }

  private async refuseInSample(ctx: WorkspaceContext, type: SenderType): Promise<void> {
    if (type !== 'mail_lab' && (await this.workspaces.require(ctx)).isSample) throw sampleSendsToLab();
  }

  private tell(ctx: WorkspaceContext, { action, ...act }: { action: AuditAct; to?: string }, details: object): Promise<void> {
    return this.audit.record(ctx, { action, entity: ['sender', ctx.workspaceId], details: { ...act, ...details } });
  }

  private async runOnce(
    ctx: WorkspaceContext,
    type: SenderType,
    values: ConfigValues,
    isFree: boolean,
    run: (sender: EmailSender) => Promise<SenderCheck>,
  ): Promise<SenderCheck> {
    const sender = this.pool.build(ctx.workspaceId, type, values, isFree);
    try {
      return await run(sender);
    } finally {
      await sender.close(0);
    }
  }

  private async remember(ctx: WorkspaceContext, row: SenderRow, check: SenderCheck): Promise<void> {
    const refused = check.steps.find((step) => !step.ok);
    const state: SenderState = check.ok ? 'ready' : check.isRefused ? 'paused' : row.state;
    const reason = state === 'paused' ? (check.isRefused ? (refused?.detail ?? 'The server refused the login.') : row.stateReason) : null;
    await this.senders.recordTest(ctx, {
      configuredAt: row.updatedAt,
      state,
      reason,
      test: JSON.stringify(presentCheck(check)),
      now: nowIso(this.clock),
    });
  }

  private async present(ctx: WorkspaceContext, row: SenderRow | null): Promise<SavedSender> {
    const marks = await this.secrets.marksOf(ctx, row);
    const names = await this.users.namesOf(
      ctx,
      [...marks.values()].flatMap((mark) => mark?.setBy ?? []),
    );
    const shown = [...marks].map(([key, mark]): [string, ShownSecret] => [
      key,
      { isSet: true, setAt: mark?.setAt ?? null, setBy: names.get(mark?.setBy ?? '') ?? null },
    ]);
    return present(row, new Map(shown));
  }

  /** The settings without their secrets, of which only is told whether they are there. */
  private async auditedState(ctx: WorkspaceContext, row: SenderRow | null): Promise<object> {
    const { type, config } = present(row, new Map());
    const marks = await this.secrets.marksOf(ctx, row);
    const shown = Object.entries(config).map(([key, value]) => [key, isMark(value) ? (marks.has(key) ? 'stored' : null) : value] as const);
    return { type, ...Object.fromEntries(shown) };
  }

  private async testMessage(ctx: WorkspaceContext, to: string): Promise<OutgoingEmail> {
    const workspace = await this.workspaces.require(ctx);
    const userId = actorUserId(ctx);
    const address = workspace.defaultFromEmail ?? (userId ? (await this.users.requireUser(ctx, userId)).email : null);
    if (!address) throw noSenderAddress();
    const text = `This is a test message from ${workspace.name}, sent by Rapport.\n\nIt arrived, so the sender is set up.`;
    return {
      from: { name: workspace.defaultFromName, address },
      to: { name: null, address: to },
      replyTo: workspace.defaultReplyTo ? { name: null, address: workspace.defaultReplyTo } : null,
      subject: `[Test] Test message from ${workspace.name}`,
      text,
      html: text
        .split('\n\n')
        .map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`)
        .join('\n'),
      headers: [{ name: 'X-Rapport-Test', value: 'sender' }],
      messageId: messageIdOf(newId(), asciiDomainOf(address)),
      date: this.clock.now(),
    };
  }
}

type SavedSender = Omit<SenderDto, 'checks' | 'testMessages'>;

function present(row: SenderRow | null, secrets: ReadonlyMap<string, ShownSecret>): SavedSender {
  const type = row ? parseSenderType(row.type) : 'mail_lab';
  return {
    type,
    label: descriptorOf(type).label,
    config: presentConfig(type, parseStoredConfig(row?.config ?? '{}'), secrets),
    state: row?.state ?? 'ready',
    stateReason: row?.stateReason ?? null,
    lastTestedAt: row?.lastTestedAt ?? null,
    lastTest: row?.lastTest ? (JSON.parse(row.lastTest) as SenderCheckDto) : null,
  };
}

function isMark(value: unknown): value is { isSet: boolean } {
  return typeof value === 'object' && value !== null && 'isSet' in value;
}

/** Which secrets were typed anew: both values are unknown to the log. */
function typedSecrets(type: SenderType, config: Readonly<Record<string, unknown>>): string[] {
  return descriptorOf(type)
    .fields.filter(({ key, secret }) => secret && typeof config[key] === 'string' && config[key] !== '')
    .map(({ key }) => key);
}

function presentField(field: ConfigField): SenderFieldDto {
  const { key, label, kind, required, help, secret, options, default: initial } = field;
  return {
    key,
    label,
    kind,
    required,
    help,
    secret,
    ...(field.secret ? { boundTo: [...field.boundTo] } : {}),
    ...(options ? { options: options.map((option) => ({ ...option })) } : {}),
    ...(initial === undefined ? {} : { default: String(initial) }),
  };
}

function presentCheck(check: SenderCheck): SenderCheckDto {
  const { ok, serverResponse, hint, supportsUtf8 } = check;
  return { ok, steps: check.steps.map((step) => ({ ...step })), serverResponse, hint, supportsUtf8 };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
