import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { Need } from '../../platform/needs/NeedsYou.js';
import { Clock } from '../../platform/time/Clock.js';
import { daysBefore } from '../../platform/time/moments.js';
import { ImportRepository } from './ImportRepository.js';

const DAYS = 7;

/** Imports of the last days that failed, as Home shows them. */
@Injectable()
export class ImportNeeds {
  constructor(
    private readonly imports: ImportRepository,
    private readonly clock: Clock,
  ) {}

  async failed(ctx: WorkspaceContext): Promise<Need[]> {
    const rows = await this.imports.listFailed(ctx, daysBefore(this.clock.now(), DAYS));
    return rows.map(({ id, fileName }) => ({ title: `The import of ${fileName} failed`, link: { page: 'import', id } }));
  }
}
