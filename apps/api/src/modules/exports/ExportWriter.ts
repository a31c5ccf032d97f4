import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { CSV_MARK, writeCsv } from '../../platform/csv/writeCsv.js';
import { writeXlsx } from '../../platform/xlsx/writeXlsx.js';
import { ExportEnding } from './ExportEnding.js';
import { ExportFiles } from './ExportFiles.js';
import { ExportRepository } from './ExportRepository.js';
import { ExportSource, type Rows } from './ExportSource.js';
import { DELIMITERS, type ExportRecord } from './exportTypes.js';
import { PersonExport } from './PersonExport.js';

const TELL_MS = 500;
const SHEETS = { contacts: 'Contacts', timeline: 'Timeline', person: 'Person' } as const;

export type ExportOutcome = 'done' | 'cancelled' | 'stopped';

class ExportBroken extends Error {
  constructor(readonly outcome: 'cancelled' | 'stopped') {
    super(outcome);
  }
}

/** Writes the file of an export while its rows are read: any size in flat memory. */
@Injectable()
export class ExportWriter {
  constructor(
    private readonly source: ExportSource,
    private readonly person: PersonExport,
    private readonly files: ExportFiles,
    private readonly exports: ExportRepository,
    private readonly ending: ExportEnding,
  ) {}

  /** @param tell is called when the count in the row has moved on */
  async write(
    ctx: WorkspaceContext,
    record: ExportRecord,
    { signal, tell }: { signal: AbortSignal; tell: () => void },
  ): Promise<ExportOutcome> {
    if (!(await this.exports.begin(ctx, record.id))) return 'cancelled';
    const total = await this.source.count(ctx, record);
    if (total !== null) await this.exports.setTotal(ctx, record.id, total);
    tell();
    const progress = { rows: 0, toldAt: performance.now() };
    const advance = async (count: number): Promise<void> => {
      progress.rows += count;
      if (signal.aborted) throw new ExportBroken('stopped');
      if (performance.now() - progress.toldAt < TELL_MS) return;
      progress.toldAt = performance.now();
      if (!(await this.exports.advance(ctx, record.id, progress.rows))) throw new ExportBroken('cancelled');
      tell();
    };
    try {
      const fileSize = await this.files.write(record.id, record.format, this.stream(ctx, record, advance));
      if (await this.ending.complete(ctx, record, progress.rows, fileSize)) return 'done';
      // Cancelled at the last moment; a run that was faster has the same key and its row says so.
      if (!(await this.exports.find(ctx, record.id))?.hasFile) await this.files.remove(record.id, record.format);
      return 'cancelled';
    } catch (error) {
      if (error instanceof ExportBroken) return error.outcome;
      throw error;
    }
  }

  private stream(ctx: WorkspaceContext, record: ExportRecord, advance: (count: number) => Promise<void>): Readable {
    const { personId } = record.selection;
    if (personId) return Readable.from(this.person.write(ctx, personId, advance));
    const pages = watched(this.source.rows(ctx, record), advance);
    return record.format === 'xlsx' ? writeXlsx(pages, SHEETS[record.kind]) : Readable.from(csvOf(pages, record));
  }
}

/** The same pages: who waits is told how many rows have gone by, and other work has its turn between two of them. */
async function* watched(pages: AsyncGenerator<Rows>, advance: (count: number) => Promise<void>): AsyncGenerator<Rows> {
  let isHeader = true;
  for await (const rows of pages) {
    yield rows;
    if (!isHeader) await advance(rows.length);
    isHeader = false;
    // SQLite may answer at once: without this a large file would be one turn of the event loop.
    await nextTurn();
  }
}

/** The text of a CSV file, page by page. */
async function* csvOf(pages: AsyncGenerator<Rows>, { options }: ExportRecord): AsyncGenerator<string> {
  const delimiter = DELIMITERS[options.delimiter];
  let mark = options.byteOrderMark ? CSV_MARK : '';
  for await (const rows of pages) {
    if (rows.length > 0) yield mark + writeCsv(rows, delimiter, !options.formulaSafe);
    mark = '';
  }
}
