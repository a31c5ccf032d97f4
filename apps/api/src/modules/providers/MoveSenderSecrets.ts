import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { parseSenderType, parseStoredConfig } from './senderConfig.js';
import { SenderRepository, type StoredSender } from './SenderRepository.js';
import { storedConfigOf } from './senderSecretPlaces.js';
import { SenderSecrets } from './SenderSecrets.js';

const BATCH = 200;

/**
 * Moves the secrets of older versions into the store of their workspace, bound to the server and account they were entered for. Later
 * starts find nothing to do; one that these keys cannot read stays where it is.
 */
@Injectable()
export class MoveSenderSecrets implements OnApplicationBootstrap {
  constructor(
    private readonly senders: SenderRepository,
    private readonly secrets: SenderSecrets,
    private readonly unitOfWork: UnitOfWork,
    private readonly logger: AppLogger,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const ctx = systemContext(this.dataSource.manager);
    let after = '';
    for (;;) {
      const rows = await this.senders.listAll(ctx, after, BATCH);
      for (const row of rows) if (Object.keys(parseStoredConfig(row.config).secrets).length > 0) await this.move(row);
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.id;
    }
  }

  private async move(row: StoredSender): Promise<void> {
    const inWorkspace = jobContext(this.dataSource.manager, row.workspaceId, 'senders.moveSecrets');
    try {
      const opened = await this.secrets.open(inWorkspace, row);
      const { values, mayBePrivate } = parseStoredConfig(row.config);
      const config = storedConfigOf(parseSenderType(row.type), { ...values, ...opened }, mayBePrivate);
      await this.unitOfWork.run(inWorkspace, async (ctx) => {
        // What an admin or another process changes meanwhile is stored by that change.
        if (await this.senders.exchangeConfig(ctx, row, JSON.stringify(config))) await this.secrets.move(ctx, row, config, opened);
      });
    } catch (error) {
      this.logger.failure('sender.secretNotMoved', error, { senderId: row.id });
    }
  }
}
