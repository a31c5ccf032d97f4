import { createHash, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { makeSigningKeyPair, type SigningKey, type SigningKeyPair } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { SecretService } from '../../settings/SecretService.js';
import { SenderRepository } from '../SenderRepository.js';
import { SigningKeyRepository, type SigningKeyRow } from './SigningKeyRepository.js';

/** What the private half of a key is called in the store of secrets; its subject is the id of the key. */
export const SIGNING_SECRET = 'smtp.signingKey';

const SELECTOR_LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const SELECTOR_LENGTH = 8;

/** A pair that is not stored yet. */
export interface NewKey extends SigningKeyPair {
  readonly domain: string;
  readonly selector: string;
}

/**
 * Keeps signing keys: rows here, private halves in the store of secrets, each bound to account, domain and selector. Whatever changes which
 * keys sign raises the version of the account's settings, so that every process opens them anew.
 */
@Injectable()
export class SigningKeyStore {
  constructor(
    private readonly keys: SigningKeyRepository,
    private readonly secrets: SecretService,
    private readonly senders: SenderRepository,
    private readonly clock: Clock,
  ) {}

  list(ctx: WorkspaceContext, accountId: string): Promise<SigningKeyRow[]> {
    return this.keys.list(ctx, accountId);
  }

  listActive(ctx: WorkspaceContext, accountId: string): Promise<SigningKeyRow[]> {
    return this.keys.listActive(ctx, accountId);
  }

  find(ctx: WorkspaceContext, accountId: string, id: string): Promise<SigningKeyRow | null> {
    return this.keys.find(ctx, accountId, id);
  }

  /** Outside any unit of work: it takes up to a second. The selector is random, so that keys of several senders of a domain never meet. */
  async make(domain: string): Promise<NewKey> {
    const letters = Array.from({ length: SELECTOR_LENGTH }, () => SELECTOR_LETTERS[randomInt(SELECTOR_LETTERS.length)]);
    return { ...(await makeSigningKeyPair()), domain, selector: `rapport-${letters.join('')}` };
  }

  /** In a unit of work, as all that follow. It signs nothing yet. */
  async add(ctx: WorkspaceContext, accountId: string, { privateKey, publicKey, domain, selector }: NewKey): Promise<SigningKeyRow> {
    const key = { id: newId(), accountId, domain, selector, publicKey, createdAt: nowIso(this.clock) };
    await this.keys.add(ctx, key);
    await this.secrets.set(ctx, { name: SIGNING_SECRET, subject: key.id }, privateKey, bindingOf(key));
    return { ...key, state: 'waiting', activatedAt: null, retiredAt: null };
  }

  /** From now on it signs, in place of the one that is answered; undefined: it waits no longer. */
  async activate(ctx: WorkspaceContext, key: SigningKeyRow): Promise<SigningKeyRow | null | undefined> {
    const now = nowIso(this.clock);
    await this.senders.lock(ctx, key.accountId);
    const current = await this.keys.find(ctx, key.accountId, key.id);
    if (current?.state !== 'waiting') return undefined;
    const retired = await this.keys.retire(ctx, key.accountId, key.domain, now);
    await this.keys.activate(ctx, key, now);
    if (retired) await this.forget(ctx, retired);
    await this.senders.raiseVersion(ctx, key.accountId);
    return retired;
  }

  /** False when it was gone already. */
  async remove(ctx: WorkspaceContext, key: SigningKeyRow): Promise<boolean> {
    if (!(await this.keys.remove(ctx, key))) return false;
    await this.forget(ctx, key);
    await this.senders.raiseVersion(ctx, key.accountId);
    return true;
  }

  /** All private halves of an account that goes; their rows go with it. */
  async forgetAll(ctx: WorkspaceContext, accountId: string): Promise<void> {
    for (const key of await this.keys.list(ctx, accountId)) await this.forget(ctx, key);
  }

  /** Those that sign, with their private halves. Throws `secret.unreadable` when a row was altered after its secret was sealed. */
  async openActive(ctx: WorkspaceContext, accountId: string): Promise<SigningKey[]> {
    const open: SigningKey[] = [];
    for (const key of await this.keys.listActive(ctx, accountId)) {
      const privateKey = await this.secrets.open(ctx, { name: SIGNING_SECRET, subject: key.id }, bindingOf(key));
      // A key that takes over meanwhile raises the version of the settings, and whoever opens them reads again.
      if (privateKey !== null) open.push({ domain: key.domain, selector: key.selector, privateKey });
    }
    return open;
  }

  private forget(ctx: WorkspaceContext, { id }: SigningKeyRow): Promise<void> {
    return this.secrets.remove(ctx, { name: SIGNING_SECRET, subject: id });
  }
}

function bindingOf({ accountId, domain, selector }: Pick<SigningKeyRow, 'accountId' | 'domain' | 'selector'>): string {
  return createHash('sha256')
    .update(JSON.stringify([accountId, domain, selector]))
    .digest('base64url');
}
