import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { serialise } from '../../platform/database/serialise.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ConsentRepository, type ErasedKind } from './ConsentRepository.js';

/** Addresses and numbers of people who were erased. They are known again by a salted hash; nobody can read them. */
@Injectable()
export class ErasedAddressService implements OnModuleInit {
  constructor(
    private readonly consent: ConsentRepository,
    private readonly erasers: PersonErasers,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.erasers.register('consent', async (ctx, { contactId, emailKeys, phones }) => {
      await this.consent.erase(ctx, contactId, [...emailKeys, ...phones]);
      return true;
    });
  }

  /** In the caller's unit of work. */
  async add(ctx: WorkspaceContext, kind: ErasedKind, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    // The first of a workspace chooses the salt for all.
    await serialise(ctx.manager, `erased ${ctx.workspaceId}`);
    const salt = (await this.consent.findErasedSalt(ctx)) ?? randomBytes(18).toString('base64url');
    for (const key of keys) await this.consent.putErased(ctx, { kind, hash: hashOf(salt, key), salt }, nowIso(this.clock));
  }

  /** Those of these keys that belonged to someone who was erased. One look where nobody was. */
  async among(ctx: WorkspaceContext, kind: ErasedKind, keys: readonly (string | null)[]): Promise<Set<string>> {
    const present = [...new Set(keys)].filter((key) => key !== null);
    if (present.length === 0) return new Set();
    const salt = await this.consent.findErasedSalt(ctx);
    if (salt === null) return new Set();
    const byHash = new Map(present.map((key) => [hashOf(salt, key), key]));
    const found = await this.consent.listErased(ctx, kind, [...byHash.keys()]);
    return new Set(found.flatMap((hash) => byHash.get(hash) ?? []));
  }
}

function hashOf(salt: string, key: string): string {
  return createHash('sha256').update(`${salt}\n${key}`).digest('base64url');
}
