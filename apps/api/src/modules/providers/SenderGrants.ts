import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../platform/context/contexts.js';
import { newId } from '../../platform/database/ids.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { SecretService } from '../settings/SecretService.js';
import { parseStoredConfig } from './senderConfig.js';
import { SenderRepository } from './SenderRepository.js';
import { bindingOf, nameOf } from './senderSecretPlaces.js';

const FIELD = 'refreshToken';

/** Keeps the lasting token of a mailbox that signed in up to date: a vendor replaces it now and then, and the one before it ends some weeks later. */
@Injectable()
export class SenderGrants {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly senders: SenderRepository,
    private readonly secrets: SecretService,
    private readonly logger: AppLogger,
  ) {}

  /** For the sender of one account. It goes on sending meanwhile, and what fails here is tried at the next replacement. */
  keeperOf(workspaceId: string, accountId: string | null): ((before: string, after: string) => void) | undefined {
    if (accountId === null) return undefined;
    return (before, after) =>
      void this.keep(workspaceId, accountId, before, after).catch((error: unknown) =>
        this.logger.warn('sender.grantNotKept', { workspaceId, accountId, error: error instanceof Error ? error.message : String(error) }),
      );
  }

  /** Only in place of the one that it came from: whoever signed in anew meanwhile is not signed out by it. */
  private async keep(workspaceId: string, accountId: string, before: string, after: string): Promise<void> {
    const ctx = jobContext(this.dataSource.manager, workspaceId, 'senderGrants', newId());
    const row = await this.senders.findById(ctx, accountId);
    if (!row) return;
    const key = { name: nameOf(row.type, FIELD), subject: accountId };
    const binding = bindingOf(parseStoredConfig(row.config), FIELD);
    const mark = (await this.secrets.marksOf(ctx, accountId)).get(key.name);
    if (mark && (await this.secrets.open(ctx, key, binding)) === before) await this.secrets.seal(ctx, key, after, binding, mark);
  }
}
