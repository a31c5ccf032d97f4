import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  descriptorOf,
  googleConfigOf,
  GoogleSender,
  mailgunConfigOf,
  MailgunSender,
  MailLabSender,
  MailLabTextSender,
  microsoft365ConfigOf,
  Microsoft365Sender,
  type SmtpConfig,
  smtpConfigOf,
  SmtpSender,
  type SmtpTimeouts,
  type ConfigValue,
  type ConfigValues,
  type MessageSender,
  type OutgoingMessage,
  type SenderType,
  type SigningKey,
  twilioConfigOf,
  TwilioSender,
} from '@rapport/providers';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { MailLabStoreService } from './MailLabStoreService.js';
import { parseSenderType, parseStoredConfig } from './senderConfig.js';
import { statusUrlFor } from './publicUrls.js';
import { SenderGrants } from './SenderGrants.js';
import { SigningKeyStore } from './signing/SigningKeyStore.js';
import { SenderReach } from './SenderReach.js';
import { SenderSecrets } from './SenderSecrets.js';
import { type SenderLimits, SenderRepository, type SenderRow } from './SenderRepository.js';
import type { SenderChannel, SenderState } from './SenderDtos.js';

/** A workspace's sender, ready to be used. */
export interface OpenSender {
  readonly type: SenderType;
  readonly label: string;
  /** Null: the mail lab of a workspace that has no account. */
  readonly accountId: string | null;
  readonly state: SenderState;
  readonly stateReason: string | null;
  readonly limits: Pick<SenderLimits, 'ratePerMinute' | 'quotaPerDay'>;
  readonly sender: MessageSender<OutgoingMessage>;
}

/** The account that a campaign begins with. */
export interface ChosenSender {
  readonly type: SenderType;
  /** Null: the mail lab. */
  readonly accountId: string | null;
}

/** Whose server a campaign goes through: what an approval covers. Without secrets, and without what only changes the pace. */
export interface SenderIdentity {
  /** Null: the mail lab, which needs no settings. */
  readonly accountId: string | null;
  readonly type: SenderType;
  readonly settings: ConfigValues;
  /** "SMTP server smtp.example.com:587, STARTTLS, as mailer" */
  readonly text: string;
}

/** What is saved, with its secrets opened. Null: the mail lab. */
export interface StoredSettings {
  readonly row: SenderRow | null;
  readonly values: ConfigValues;
  /** Of an SMTP server: what it signs with. */
  readonly signingKeys: readonly SigningKey[];
}

/** What `build` has to know of an account beside its settings. */
export interface BuildTraits {
  readonly mayBePrivate: boolean;
  readonly accountId: string | null;
  readonly signingKeys: readonly SigningKey[];
}

interface Pooled {
  readonly version: number;
  readonly sender: MessageSender<OutgoingMessage>;
}

/** What messages under way over old settings get. */
const replacedGraceMs = 60_000;
/** The lanes have been waited for by then; this is for test messages. */
const shutdownGraceMs = 500;

/**
 * Keeps one sender with its connections for each account, and replaces it when the settings or the signing keys changed. State, tests, names, limits and use
 * leave the version of the settings alone, and the connections with it.
 * More than six dependencies: what a sender is built from is kept in several places.
 */
@Injectable()
export class SenderPoolService implements OnApplicationShutdown {
  /** What tests shorten. */
  timeouts: Partial<SmtpTimeouts> = {};
  /** By account; the mail lab of a workspace without one by the id of the workspace and the channel. */
  private readonly pooled = new Map<string, Pooled>();

  constructor(
    private readonly senders: SenderRepository,
    private readonly secrets: SenderSecrets,
    private readonly mailLab: MailLabStoreService,
    private readonly config: AppConfig,
    private readonly reach: SenderReach,
    private readonly grants: SenderGrants,
    private readonly signing: SigningKeyStore,
  ) {}

  /**
   * Reads the settings each time: a pause or a new password counts from the next batch on. `begunWith`: the account that a campaign was
   * begun with, which it keeps when another one becomes active.
   */
  async open(ctx: WorkspaceContext, begunWith: string | null = null, channel: SenderChannel = 'email'): Promise<OpenSender> {
    const find = (): Promise<SenderRow | null> => this.senders.findFor(ctx, channel, begunWith);
    const row = await find();
    const known = this.pooled.get(keyOf(ctx, row, channel));
    if (known?.version === versionOf(row)) return opened(row, known.sender);
    const stored = await this.readAgain(ctx, row, find);
    return opened(stored.row, this.keep(ctx, stored, channel));
  }

  /** What the workspace would send through now, without opening it. */
  async chosen(ctx: WorkspaceContext, channel: SenderChannel = 'email'): Promise<ChosenSender> {
    const row = await this.senders.findFor(ctx, channel);
    const type = typeOf(row);
    return { type, accountId: type === 'mail_lab' ? null : (row?.id ?? null) };
  }

  /** `begunWith` as in `open`. */
  async identityOf(ctx: WorkspaceContext, begunWith: string | null = null, channel: SenderChannel = 'email'): Promise<SenderIdentity> {
    const row = await this.senders.findFor(ctx, channel, begunWith);
    const type = typeOf(row);
    const { values } = parseStoredConfig(row?.config ?? '{}');
    const settings = Object.fromEntries(
      descriptorOf(type)
        .fields.filter(({ key, secret }) => !secret && !OTHER_SETTINGS.includes(key))
        .map(({ key }) => [key, values[key] ?? null]),
    );
    return { accountId: type === 'mail_lab' ? null : (row?.id ?? null), type, settings, text: identityText(type, settings) };
  }

  /** Whom texts of the active account, or of the one a campaign was begun with, come from: as they show it on a phone, if that is known. */
  async originOfTexts(ctx: WorkspaceContext, begunWith: string | null = null): Promise<string> {
    const { settings, text } = await this.identityOf(ctx, begunWith, 'text');
    return typeof settings['from'] === 'string' ? settings['from'] : text;
  }

  /** A sender of its own for settings that are only being tried; whoever asks for it closes it. `accountId`: the account that has them. */
  build(
    workspaceId: string,
    type: SenderType,
    values: ConfigValues,
    { mayBePrivate, accountId, signingKeys }: BuildTraits,
  ): MessageSender<OutgoingMessage> {
    switch (type) {
      case 'mail_lab':
        return new MailLabSender(this.mailLab.storeFor(workspaceId));
      case 'smtp':
        return new SmtpSender(this.capped(smtpConfigOf(values)), this.timeouts, this.reach.resolverFor(mayBePrivate), signingKeys);
      case 'mailgun':
        return new MailgunSender(mailgunConfigOf(values), { url: this.config.mailgunUrl });
      case 'microsoft_365':
        return new Microsoft365Sender(microsoft365ConfigOf(values), {
          ...this.config.microsoft,
          onReplaced: this.grantKeeperOf(workspaceId, accountId),
        });
      case 'google_workspace':
        return new GoogleSender(googleConfigOf(values), { url: this.config.gmailUrl, tokenUrl: this.config.googleTokenUrl });
      case 'twilio':
        return new TwilioSender(twilioConfigOf(values), {
          url: this.config.twilioUrl,
          reportsUrl: statusUrlFor(this.config.publicUrl, accountId),
        });
    }
  }

  /** Keeps what a vendor gives in place of the lasting token of a mailbox that signed in, for whoever uses the settings of the account. */
  grantKeeperOf(workspaceId: string, accountId: string | null): ReturnType<SenderGrants['keeperOf']> {
    return this.grants.keeperOf(workspaceId, accountId);
  }

  /** The operator's limit holds for every workspace. */
  private capped(config: SmtpConfig): SmtpConfig {
    return { ...config, connections: Math.min(config.connections, this.config.smtpConnections) };
  }

  /** The saved settings of the active account, or of the one with this id, with their secrets opened. */
  async read(ctx: WorkspaceContext, accountId: string | null = null): Promise<StoredSettings> {
    const find = (): Promise<SenderRow | null> => (accountId === null ? this.senders.find(ctx) : this.senders.findById(ctx, accountId));
    return this.readAgain(ctx, await find(), find);
  }

  /** Connections of an account that is gone are closed once what travels over them has had its time. */
  forget(accountId: string): void {
    const known = this.pooled.get(accountId);
    this.pooled.delete(accountId);
    void known?.sender.close(replacedGraceMs);
  }

  /** Settings that are saved while their secrets are opened are read again. */
  private async readAgain(ctx: WorkspaceContext, first: SenderRow | null, find: () => Promise<SenderRow | null>): Promise<StoredSettings> {
    for (let row = first; ;) {
      const opened = await this.reveal(ctx, row).catch((error: unknown) => ({ error }));
      const now = await find();
      if (now?.id === row?.id && versionOf(now) === versionOf(row)) {
        if ('error' in opened) throw opened.error;
        return { row, ...opened };
      }
      row = now;
    }
  }

  private async reveal(ctx: WorkspaceContext, row: SenderRow | null): Promise<Omit<StoredSettings, 'row'>> {
    if (!row) return { values: {}, signingKeys: [] };
    const values = { ...parseStoredConfig(row.config).values, ...(await this.secrets.open(ctx, row)) };
    return { values, signingKeys: typeOf(row) === 'smtp' ? await this.signing.openActive(ctx, row.id) : [] };
  }

  /** After the job worker has stopped (beforeApplicationShutdown): its lanes still need their connections. */
  async onApplicationShutdown(): Promise<void> {
    const open = [...this.pooled.values()];
    this.pooled.clear();
    await Promise.all(open.map(({ sender }) => sender.close(shutdownGraceMs)));
  }

  private keep(ctx: WorkspaceContext, stored: StoredSettings, channel: SenderChannel): MessageSender<OutgoingMessage> {
    const { row, values } = stored;
    const key = keyOf(ctx, row, channel);
    const known = this.pooled.get(key);
    // Another lane was faster.
    if (known?.version === versionOf(row)) return known.sender;
    const sender: MessageSender<OutgoingMessage> =
      channel === 'text' && typeOf(row) === 'mail_lab'
        ? new MailLabTextSender(this.mailLab.storeFor(ctx.workspaceId))
        : this.build(ctx.workspaceId, typeOf(row), values, traitsOfBuild(stored));
    this.pooled.set(key, { version: versionOf(row), sender });
    // Messages that still travel over the old settings may finish; nobody waits for them here.
    void known?.sender.close(replacedGraceMs);
    return sender;
  }
}

function opened(row: SenderRow | null, sender: MessageSender<OutgoingMessage>): OpenSender {
  const type = typeOf(row);
  return {
    type,
    label: descriptorOf(type).label,
    accountId: row?.id ?? null,
    state: row?.state ?? 'ready',
    stateReason: row?.stateReason ?? null,
    limits: { ratePerMinute: row?.ratePerMinute ?? null, quotaPerDay: row?.quotaPerDay ?? null },
    sender,
  };
}

function typeOf(row: SenderRow | null): SenderType {
  return row ? parseSenderType(row.type) : 'mail_lab';
}

function keyOf(ctx: WorkspaceContext, row: SenderRow | null, channel: SenderChannel): string {
  return row?.id ?? `${ctx.workspaceId} ${channel}`;
}

function versionOf(row: SenderRow | null): number {
  return row?.version ?? 0;
}

/** What changes neither whose server it is nor what the server does: the pace, and how Rapport proves who it is. */
const OTHER_SETTINGS: readonly string[] = ['connections', 'access', 'oauthClientId'];

export function traitsOfBuild({ row, signingKeys }: Pick<StoredSettings, 'row' | 'signingKeys'>): BuildTraits {
  return { mayBePrivate: row !== null && parseStoredConfig(row.config).mayBePrivate, accountId: row?.id ?? null, signingKeys };
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
