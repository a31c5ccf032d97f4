import { Injectable } from '@nestjs/common';
import {
  type ConfigValues,
  GmailMailbox,
  googleConfigOf,
  imapConfigOf,
  imapDescriptor,
  ImapMailbox,
  type ImapTimeouts,
  type InboundMailbox,
  microsoft365ConfigOf,
  Microsoft365Mailbox,
  ProviderError,
} from '@rapport/providers';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { SenderPoolService } from '../providers/SenderPoolService.js';
import {
  bindingOf,
  type KeptSettings,
  nameOf,
  parseStoredConfig,
  type ReadConfig,
  SenderReach,
  type StoredConfig,
} from '../providers/public.js';
import { SecretService } from '../settings/SecretService.js';
import type { MailboxRow } from './MailboxRepository.js';

export const PASSWORD = nameOf(imapDescriptor.type, 'password');

/** Kinds of sender whose own mailbox can be read with what they send with. */
const READ_THEMSELVES: readonly string[] = ['google_workspace', 'microsoft_365'];

export function mayReadOwn(senderType: string): boolean {
  return READ_THEMSELVES.includes(senderType);
}

/** Opens mailboxes: with their stored password, which is bound to the server and account it was entered for, or as their sender does. */
@Injectable()
export class MailboxAccess {
  /** What tests shorten. */
  timeouts: Partial<ImapTimeouts> = {};

  constructor(
    private readonly secrets: SecretService,
    private readonly reach: SenderReach,
    private readonly senders: SenderPoolService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  build(values: ConfigValues, mayBePrivate: boolean): InboundMailbox {
    return new ImapMailbox(imapConfigOf(values), this.timeouts, this.reach.resolverFor(mayBePrivate));
  }

  /** The mailbox that a sender sends from. */
  async openOwn(ctx: WorkspaceContext, accountId: string): Promise<InboundMailbox> {
    const { row, values } = await this.senders.read(ctx, accountId);
    const now = (): Date => this.clock.now();
    const { gmailUrl, googleTokenUrl } = this.config;
    if (row?.type === 'google_workspace') return new GmailMailbox(googleConfigOf(values), { url: gmailUrl, tokenUrl: googleTokenUrl, now });
    if (row?.type === 'microsoft_365') {
      const onReplaced = this.senders.grantKeeperOf(ctx.workspaceId, accountId);
      return new Microsoft365Mailbox(microsoft365ConfigOf(values), { ...this.config.microsoft, now, onReplaced });
    }
    // Since it was connected, the sender became one of another kind.
    const message = 'This sender can no longer read its own mailbox. Connect its mailbox over IMAP, or remove it.';
    throw new ProviderError({ kind: 'auth', scope: 'ours', step: 'login', message });
  }

  async open(ctx: WorkspaceContext, row: MailboxRow): Promise<InboundMailbox> {
    if (row.source === 'sender') return this.openOwn(ctx, row.senderAccountId);
    const stored = parseStoredConfig(row.config);
    return this.build({ ...stored.values, ...(await this.reveal(ctx, row)) }, stored.mayBePrivate);
  }

  keptOf(ctx: WorkspaceContext, row: MailboxRow | null): KeptSettings | null {
    if (row?.source !== 'imap') return null;
    return { values: parseStoredConfig(row.config).values, keys: new Set(['password']), open: () => this.reveal(ctx, row) };
  }

  /** In the unit of work that saves the settings. A password that is kept stays that of whoever entered it. */
  async keep(ctx: WorkspaceContext, mailboxId: string, config: StoredConfig, { values, keptKeys }: ReadConfig): Promise<void> {
    const key = { name: PASSWORD, subject: mailboxId };
    const binding = bindingOf(config, 'password');
    const value = String(values['password']);
    const mark = keptKeys.includes('password') ? (await this.secrets.marksOf(ctx, mailboxId)).get(PASSWORD) : undefined;
    if (mark) await this.secrets.seal(ctx, key, value, binding, mark);
    else await this.secrets.set(ctx, key, value, binding);
  }

  forget(ctx: WorkspaceContext, mailboxId: string): Promise<void> {
    return this.secrets.remove(ctx, { name: PASSWORD, subject: mailboxId });
  }

  private async reveal(ctx: WorkspaceContext, { id, config }: MailboxRow): Promise<Record<string, string>> {
    const password = await this.secrets.open(ctx, { name: PASSWORD, subject: id }, bindingOf(parseStoredConfig(config), 'password'));
    return password === null ? {} : { password };
  }
}
