import { Injectable, type OnModuleInit } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { StepLimits } from '../../platform/database/removeInSteps.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { ToldRow } from '../../platform/references/ContactReferences.js';
import { type ErasedPerson, mentions, PersonErasers } from '../../platform/references/PersonErasers.js';
import { type Beginning, ErasedRowsRepository, type ReportTable, TABLES } from './ErasedRowsRepository.js';
import type { StoredTable } from './storedTable.js';

/** Rows that imports tell about: those that name a person who is erased lose what they say. Their number and place stay. */
@Injectable()
export class ErasedRows implements OnModuleInit {
  constructor(
    private readonly rows: ErasedRowsRepository,
    private readonly erasers: PersonErasers,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.erasers.register('imports', (ctx, person, limits) => this.erase(ctx, person, limits));
    this.erasers.registerTeller('import_rejects', (ctx, person) => this.tell(ctx, person));
  }

  /** Rejected rows that name the person, and what was said about cells and rows of theirs. */
  private async *tell(ctx: WorkspaceContext, person: ErasedPerson): AsyncGenerator<readonly ToldRow[]> {
    for (const importId of await this.rows.listImports(ctx))
      for (const table of TABLES)
        for (let after = -1; ;) {
          const page = await this.rows.list(ctx, importId, table, after);
          const last = page.at(-1);
          if (!last) break;
          yield page
            .filter(({ said, reason }) => mentions(person, said, reason))
            .map(({ rowNumber, said, reason }) => ({ importId, kind: table, rowNumber, said, reason }));
          after = last.rowNumber;
        }
  }

  private async erase(ctx: WorkspaceContext, person: ErasedPerson, limits: StepLimits): Promise<boolean> {
    await this.rows.dropRehearsals(ctx);
    for (const beginning of await this.rows.listBeginnings(ctx))
      if (mentions(person, beginning.sample, beginning.columns)) await this.rows.putBeginning(ctx, withoutPerson(beginning, person));
    for (const importId of await this.rows.listImports(ctx))
      for (const table of TABLES) if (!(await this.eraseFrom(ctx, { importId, table }, { person, limits }))) return false;
    return true;
  }

  /** What two cells of one row say, or the cell and the note about it, goes together. */
  private async eraseFrom(
    ctx: WorkspaceContext,
    { importId, table }: { importId: string; table: ReportTable },
    { person, limits }: { person: ErasedPerson; limits: StepLimits },
  ): Promise<boolean> {
    let after = -1;
    for (;;) {
      if (limits.signal?.aborted) return false;
      const page = await this.rows.list(ctx, importId, table, after);
      const about = [...new Set(page.filter(({ said, reason }) => mentions(person, said, reason)).map(({ rowNumber }) => rowNumber))];
      if (about.length > 0) await this.unitOfWork.run(ctx, (ctx) => this.rows.blank(ctx, importId, about));
      const last = page.at(-1);
      if (!last) return true;
      after = last.rowNumber;
      await nextTurn();
    }
  }
}

/** A file without names of columns may have been read as one whose first row holds them. */
function withoutPerson({ id, sample, columns }: Beginning, person: ErasedPerson): Beginning {
  const isTheirs = (cells: readonly string[]): boolean => mentions(person, ...cells);
  const blank = (name: string): string => (mentions(person, name) ? '' : name);
  const rows = JSON.parse(sample ?? '[]') as readonly (readonly string[])[];
  const table = JSON.parse(columns ?? 'null') as StoredTable | null;
  const left = table && {
    ...table,
    header: table.header?.map(blank) ?? null,
    leadingRows: (table.leadingRows ?? []).filter(({ cells }) => !isTheirs(cells)),
    columns: table.columns.map((column) => ({ ...column, header: blank(column.header) })),
  };
  return { id, sample: JSON.stringify(rows.filter((cells) => !isTheirs(cells))), columns: left && JSON.stringify(left) };
}
