import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { readBatches } from '../csv/readBatches.js';
import { FROM_THE_START, type Checkpoint, type TextFormat } from './RowBatch.js';

const columns = ['Name', 'Email'];
const format: TextFormat = { encoding: 'utf-8', delimiter: ',', hasBackslashes: false, header: columns, headerLine: 1, columns };

describe('readBatches', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapport-csv-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function readAll(path: string, how: TextFormat, from?: Checkpoint) {
    const rows: string[] = [];
    const rejects: string[] = [];
    const checkpoints: Checkpoint[] = [];
    for await (const batch of readBatches(createReadStream(path), how, from)) {
      rows.push(...batch.rows.map((row) => `${row.line}/${row.rowNumber} ${row.cells.join('|')}`));
      rejects.push(...batch.rejects.map((reject) => `${reject.line}/${reject.rowNumber} ${reject.code}`));
      checkpoints.push(batch.checkpoint);
    }
    return { rows, rejects, checkpoints };
  }

  it('goes on from any checkpoint with nothing lost and nothing twice', async () => {
    const path = join(folder, 'people.csv');
    const line = (i: number): string =>
      i % 7 === 0
        ? `"Ü ${i}\n😀",a${i}@example.com`
        : i % 11 === 0
          ? `x,y,z${i}`
          : i % 13 === 0
            ? `"lost ${i},b`
            : `N${i},n${i}@example.com`;
    await writeFile(
      path,
      iconv.encode(`Name,Email\r\n${Array.from({ length: 9000 }, (_, i) => line(i)).join('\r\n')}`, 'utf-16le', { addBOM: true }),
    );
    const utf16: TextFormat = { ...format, encoding: 'utf-16le' };
    const whole = await readAll(path, utf16);
    expect(whole.checkpoints.length).toBeGreaterThan(4);
    expect(whole.rows.length + whole.rejects.length).toBe(whole.checkpoints.at(-1)?.rows);
    for (const checkpoint of whole.checkpoints) {
      const rest = await readAll(path, utf16, JSON.parse(JSON.stringify(checkpoint)) as Checkpoint);
      expect(rest.rows).toEqual(whole.rows.filter((row) => Number(/\/(\d+)/.exec(row)?.[1]) > checkpoint.rows));
      expect(rest.rejects).toEqual(whole.rejects.filter((row) => Number(/\/(\d+)/.exec(row)?.[1]) > checkpoint.rows));
    }
  });

  it('reads past a field of 100 MB in flat memory', async () => {
    const path = join(folder, 'huge.csv');
    const file = await open(path, 'w');
    await file.write('Name,Email\nAnn,ann@example.com\n"');
    const block = Buffer.alloc(1024 * 1024, 'x');
    for (let i = 0; i < 100; i += 1) await file.write(block);
    await file.write('",big@example.com\nBob,bob@example.com\n');
    await file.close();
    const before = process.memoryUsage().rss;
    const { rows, rejects } = await readAll(path, format, FROM_THE_START);
    expect(rows).toEqual(['2/1 Ann|ann@example.com', '4/3 Bob|bob@example.com']);
    expect(rejects).toEqual(['3/2 row.tooLong']);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});
