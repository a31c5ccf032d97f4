import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  descriptorOf,
  MailLabSender,
  type SmtpConfig,
  smtpConfigOf,
  SmtpSender,
  type SmtpTimeouts,
  type ConfigValue,
  type ConfigValues,
  type EmailSender,
  type SenderType,
} from '@rapport/providers';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { MailLabStoreService } from './MailLabStoreService.js';
import { parseSenderType, parseStoredConfig } from './senderConfig.js';
import { SenderReach } from './SenderReach.js';
import { SenderSecrets } from './SenderSecrets.js';
import { SenderRepository, type SenderRow } from './SenderRepository.js';
import type { SenderState } from './SenderDtos.js';

/** A workspace's sender, ready to be used. */
export interface OpenSender {
  readonly type: SenderType;
  readonly label: string;
  readonly state: SenderState;
  readonly stateReason: string | null;
  readonly sender: EmailSender;
}

/** Whose server a workspace sends through: what an approval covers. Without secrets, and without what only changes the pace. */
export interface SenderIdentity {
  /** Null: the mail lab, which needs no settings. */
  readonly accountId: string | null;
  readonly type: SenderType;
  readonly settings: ConfigValues;
  /** "SMTP server smtp.example.com:587, STARTTLS, as mailer" */
  readonly text: string;
}

/** What is saved, with its secrets opened. Null: the mail lab. */
interface StoredSettings {
  readonly row: SenderRow | null;
  readonly values: ConfigValues;
}

interface Pooled {
  readonly configuredAt: string;
  readonly sender: EmailSender;
}

/** What messages under way over old settings get. */
const replacedGraceMs = 60_000;
/** The lanes have been waited for by then; this is for test messages. */
const shutdownGraceMs = 500;

/** Keeps one sender with its connections per workspace, and replaces it when the settings changed. */
@Injectable()
export class SenderPoolService implements OnApplicationShutdown {
  /** What tests shorten. */
  timeouts: Partial<SmtpTimeouts> = {};
  private readonly pooled = new Map<string, Pooled>();

  constructor(
    private readonly senders: SenderRepository,
    private readonly secrets: SenderSecrets,
    private readonly mailLab: MailLabStoreService,
    private readonly config: AppConfig,
    private readonly reach: SenderReach,
  ) {}

  /** Reads the settings each time: a pause or a new password counts from the next batch on. */
  async open(ctx: WorkspaceContext): Promise<OpenSender> {
    const row = await this.senders.find(ctx, ctx.workspaceId);
    const known = this.pooled.get(ctx.workspaceId);
    if (known?.configuredAt === configuredAt(row)) return opened(row, known.sender);
    const stored = await this.read(ctx);
    return opened(stored.row, this.keep(ctx.workspaceId, stored));
  }

  /** What kind of sender the workspace has, without opening it. */
  async typeOf(ctx: WorkspaceContext): Promise<SenderType> {
    return typeOf(await this.senders.find(ctx, ctx.workspaceId));
  }

  async identityOf(ctx: WorkspaceContext): Promise<SenderIdentity> {
    const row = await this.senders.find(ctx, ctx.workspaceId);
    const type = typeOf(row);
    const { values } = parseStoredConfig(row?.config ?? '{}');
    const settings = Object.fromEntries(
      descriptorOf(type)
        .fields.filter(({ key, secret }) => !secret && !PACE_SETTINGS.includes(key))
        .map(({ key }) => [key, values[key] ?? null]),
    );
    return { accountId: type === 'mail_lab' ? null : (row?.id ?? null), type, settings, text: identityText(type, settings) };
  }

  /** A sender of its own for settings that are only being tried; whoever asks for it closes it. */
  build(workspaceId: string, type: SenderType, values: ConfigValues, mayBePrivate: boolean): EmailSender {
    switch (type) {
      case 'mail_lab':
        return new MailLabSender(this.mailLab.storeFor(workspaceId));
      case 'smtp':
        return new SmtpSender(this.capped(smtpConfigOf(values)), this.timeouts, this.reach.resolverFor(mayBePrivate));
    }
  }

  /** The operator's limit holds for every workspace. */
  private capped(config: SmtpConfig): SmtpConfig {
    return { ...config, connections: Math.min(config.connections, this.config.smtpConnections) };
  }

  /** The saved settings with their secrets opened. Settings that are saved between the two reads are read again. */
  async read(ctx: WorkspaceContext): Promise<StoredSettings> {
    for (let row = await this.senders.find(ctx, ctx.workspaceId); ;) {
      const values = await this.reveal(ctx, row).catch((error: unknown) => ({ error }));
      const now = await this.senders.find(ctx, ctx.workspaceId);
      if (configuredAt(now) === configuredAt(row)) {
        if ('error' in values) throw values.error;
        return { row, values: values.values };
      }
      row = now;
    }
  }

  private async reveal(ctx: WorkspaceContext, row: SenderRow | null): Promise<{ values: ConfigValues }> {
    return { values: row ? { ...parseStoredConfig(row.config).values, ...(await this.secrets.open(ctx, row)) } : {} };
  }

  /** After the job worker has stopped (beforeApplicationShutdown): its lanes still need their connections. */
  async onApplicationShutdown(): Promise<void> {
    const open = [...this.pooled.values()];
    this.pooled.clear();
    await Promise.all(open.map(({ sender }) => sender.close(shutdownGraceMs)));
  }

  private keep(workspaceId: string, { row, values }: StoredSettings): EmailSender {
    const known = this.pooled.get(workspaceId);
    // Another lane was faster.
    if (known?.configuredAt === configuredAt(row)) return known.sender;
    const sender = this.build(workspaceId, typeOf(row), values, mayBePrivate(row));
    this.pooled.set(workspaceId, { configuredAt: configuredAt(row), sender });
    // Messages that still travel over the old settings may finish; nobody waits for them here.
    void known?.sender.close(replacedGraceMs);
    return sender;
  }
}

function opened(row: SenderRow | null, sender: EmailSender): OpenSender {
  const type = typeOf(row);
  return { type, label: descriptorOf(type).label, state: row?.state ?? 'ready', stateReason: row?.stateReason ?? null, sender };
}

function typeOf(row: SenderRow | null): SenderType {
  return row ? parseSenderType(row.type) : 'mail_lab';
}

function configuredAt(row: SenderRow | null): string {
  return row?.updatedAt ?? '';
}

const PACE_SETTINGS: readonly string[] = ['connections'];

export function mayBePrivate(row: SenderRow | null): boolean {
  return row !== null && parseStoredConfig(row.config).mayBePrivate;
}

function identityText(type: SenderType, { host, port, security, user, acceptAnyCertificate, ...others }: ConfigValues): string {
  const text = (value: ConfigValue | undefined): string | null =>
    value === null || value === undefined || value === '' ? null : String(value);
  const server = text(host) === null ? null : [text(host), text(port)].filter(Boolean).join(':');
  const parts = [
    [descriptorOf(type).label, server].filter(Boolean).join(' '),
    security === 'none' ? 'unencrypted' : (text(security)?.toUpperCase() ?? null),
    text(user) === null ? null : `as ${text(user)}`,
    acceptAnyCertificate === true ? 'any certificate' : null,
    ...Object.values(others).map(text),
  ];
  return parts.filter(Boolean).join(', ');
}
