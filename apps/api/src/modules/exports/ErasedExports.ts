import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ExportFiles } from './ExportFiles.js';
import { ExportRepository } from './ExportRepository.js';
import { EXPORT_FORMATS } from './exportTypes.js';

const ERROR = 'A person was erased while this was being made. Start the export again.';

/** Files of exports may hold a person who is erased: all of the workspace go, and can be made again. Who has downloaded one is told in the guide. */
@Injectable()
export class ErasedExports implements OnModuleInit {
  constructor(
    private readonly erasers: PersonErasers,
    private readonly exports: ExportRepository,
    private readonly files: ExportFiles,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.erasers.register('exports', async (ctx) => {
      await this.erase(ctx);
      return true;
    });
  }

  private async erase(ctx: WorkspaceContext): Promise<void> {
    const ids = await this.exports.endAll(ctx, { error: ERROR, now: nowIso(this.clock) });
    for (const id of ids) for (const format of EXPORT_FORMATS) await this.files.remove(id, format);
    if (ids.length > 0) await this.exports.fileRemoved(ctx, ids);
  }
}
