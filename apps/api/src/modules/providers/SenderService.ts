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
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { SecretBox } from '../../platform/security/SecretBox.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { type KeptSecrets, parseSenderType, parseStoredConfig, presentConfig, readSenderConfig } from './senderConfig.js';
import { openSecrets, sealConfig } from './senderSecrets.js';
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
    private readonly secretBox: SecretBox,
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
    return this.presentWithLimits(ctx, present(await this.senders.find(ctx, ctx.workspaceId)));
  }

  async update(ctx: WorkspaceContext, input: UpdateSenderDto): Promise<SenderDto> {
    const type = parseSenderType(input.type);
    await this.refuseInSample(ctx, type);
    const isFree = await this.reach.admit(ctx, input.config);
    const saved = await this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      const before = await this.senders.find(ctx, ctx.workspaceId);
      const values = readSenderConfig(type, input.config, this.kept(before));
      const rowId = before?.id ?? (await this.senders.ensureRow(ctx, type, now));
      const config = JSON.stringify(sealConfig(this.secretBox, rowId, type, values, isFree));
      const state: SenderState = type === 'mail_lab' ? 'ready' : 'untested';
      await this.senders.save(ctx, { type, config, state, now });
      const saved = await this.senders.find(ctx, ctx.workspaceId);
      const replaced = typedSecrets(type, input.config);
      await this.audit.record(ctx, {
        action: 'sender.updated',
        entity: ['sender', ctx.workspaceId],
        before: auditedState(before),
        after: auditedState(saved),
        ...(replaced.length > 0 && { details: { replaced } }),
      });
      return present(saved);
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
    { isCounted, ...act }: { readonly action: string; readonly to?: string; readonly isCounted: boolean },
    run: (sender: EmailSender) => Promise<SenderCheck>,
  ): Promise<SenderCheck> {
    const row = await this.senders.find(ctx, ctx.workspaceId);
    if (input.config !== undefined || input.type !== undefined) {
      const type = parseSenderType(input.type ?? row?.type ?? 'mail_lab');
      await this.refuseInSample(ctx, type);
      const values = readSenderConfig(type, input.config ?? {}, this.kept(row));
      if (isCounted) await this.limits.count(ctx);
      const check = await this.runOnce(ctx, type, values, false, run);
      await this.tell(ctx, act, { type, isSaved: false, ok: check.ok });
      return check;
    }
    const type = row ? parseSenderType(row.type) : 'mail_lab';
    const values = row ? this.pool.revealedValues(row) : {};
    if (isCounted) await this.limits.count(ctx);
    const check = await this.runOnce(ctx, type, values, mayBePrivate(row), run);
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (row) await this.remember(ctx, row, check);
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

  private tell(ctx: WorkspaceContext, { action, ...act }: { action: string; to?: string }, details: object): Promise<void> {
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

  private kept(row: SenderRow | null): KeptSecrets | null {
    if (!row) return null;
    const open = (): Record<string, string> => openSecrets(this.secretBox, row.id, row.config);
    return { type: parseSenderType(row.type), stored: parseStoredConfig(row.config), open };
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

function present(row: SenderRow | null): SavedSender {
  const type = row ? parseSenderType(row.type) : 'mail_lab';
  return {
    type,
    label: descriptorOf(type).label,
    config: presentConfig(type, parseStoredConfig(row?.config ?? '{}')),
    state: row?.state ?? 'ready',
    stateReason: row?.stateReason ?? null,
    lastTestedAt: row?.lastTestedAt ?? null,
    lastTest: row?.lastTest ? (JSON.parse(row.lastTest) as SenderCheckDto) : null,
  };
}

/** The settings without their secrets, of which only is told whether they are there. */
function auditedState(row: SenderRow | null): object {
  const { type, config } = present(row);
  const shown = Object.entries(config).map(([key, value]) => [key, isMark(value) ? (value.isSet ? 'stored' : null) : value] as const);
  return { type, ...Object.fromEntries(shown) };
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
