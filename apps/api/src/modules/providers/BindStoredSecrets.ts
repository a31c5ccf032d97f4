import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { SecretBox } from '../../platform/security/SecretBox.js';
import { parseSenderType, parseStoredConfig } from './senderConfig.js';
import { openSecrets, sealConfig } from './senderSecrets.js';
import { SenderRepository, type StoredSender } from './SenderRepository.js';

const BATCH = 200;

/** Seals the secrets of older versions anew, bound to the server and account they were entered for. Later starts find nothing to do. */
@Injectable()
export class BindStoredSecrets implements OnApplicationBootstrap {
  constructor(
    private readonly senders: SenderRepository,
    private readonly secretBox: SecretBox,
    private readonly logger: AppLogger,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const ctx = systemContext(this.dataSource.manager);
    let after = '';
    for (;;) {
      const rows = await this.senders.listAll(ctx, after, BATCH);
      for (const row of rows) {
        const bound = this.boundAnew(row);
        // A row that an admin or another process changes meanwhile is bound by that change.
        if (bound !== null) await this.senders.exchangeConfig(ctx, row, bound);
      }
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.id;
    }
  }

  private boundAnew({ id, type, config }: StoredSender): string | null {
    const { values, secrets, boundTo, mayBePrivate } = parseStoredConfig(config);
    if (Object.keys(secrets).every((key) => boundTo[key])) return null;
    try {
      const opened = openSecrets(this.secretBox, id, config);
      return JSON.stringify(sealConfig(this.secretBox, id, parseSenderType(type), { ...values, ...opened }, mayBePrivate));
    } catch (error) {
      this.logger.failure('sender.secretNotBound', error, { senderId: id });
      return null;
    }
  }
}
