import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { ImportFiles } from './ImportFiles.js';
import { ImportRepository } from './ImportRepository.js';

const IDS_AT_A_TIME = 500;

/** At boot, removes old uploads that no import needs: the server died between the end of an import and the removal of its file. */
@Injectable()
export class SweepImportFiles implements OnApplicationBootstrap {
  constructor(
    private readonly files: ImportFiles,
    private readonly imports: ImportRepository,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {}

  /** Not awaited: nothing waits for it, and the server need not start later because of it. */
  onApplicationBootstrap(): void {
    this.sweep().catch((error: unknown) => this.logger.failure('import.sweepFailed', error));
  }

  private async sweep(): Promise<void> {
    const old = await this.files.listOld();
    for (let from = 0; from < old.length; from += IDS_AT_A_TIME) {
      const ids = old.slice(from, from + IDS_AT_A_TIME);
      const needed = new Set(await this.imports.listWithNeededFile(this.dataSource.manager, ids));
      for (const id of ids) if (!needed.has(id)) await this.files.remove(id);
    }
  }
}
