import { Injectable } from '@nestjs/common';
import { imapConfigOf, imapDescriptor, ImapMailbox, type ImapTimeouts, type ConfigValues, type InboundMailbox } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
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

/** Opens mailboxes with their stored password, which is bound to the server and account it was entered for. */
@Injectable()
export class MailboxAccess {
  /** What tests shorten. */
  timeouts: Partial<ImapTimeouts> = {};

  constructor(
    private readonly secrets: SecretService,
    private readonly reach: SenderReach,
  ) {}

  build(values: ConfigValues, mayBePrivate: boolean): InboundMailbox {
    return new ImapMailbox(imapConfigOf(values), this.timeouts, this.reach.resolverFor(mayBePrivate));
  }

  async open(ctx: WorkspaceContext, row: MailboxRow): Promise<InboundMailbox> {
    const stored = parseStoredConfig(row.config);
    return this.build({ ...stored.values, ...(await this.reveal(ctx, row)) }, stored.mayBePrivate);
  }

  keptOf(ctx: WorkspaceContext, row: MailboxRow | null): KeptSettings | null {
    if (!row) return null;
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
