import type { ImportDto } from '@rapport/sdk';
import { forecast, withProgress } from './importProgress';

const run: ImportDto = {
  id: 'i1',
  fileName: 'people.csv',
  fileSize: 1_000,
  fileKind: 'csv',
  workbook: null,
  status: 'running',
  encoding: 'utf-8',
  delimiter: ',',
  hasHeader: true,
  preset: 'kit',
  columns: [],
  sampleRows: [],
  totalRows: null,
  processedRows: 100,
  bytesProcessed: 250,
  counts: { created: 90, updated: 0, unchanged: 0, rejected: 10, blank: 0 },
  reportedCells: 0,
  reportedNotes: 0,
  headerRow: 1,
  leadingRows: [],
  preview: [],
  rehearsal: null,
  undo: null,
  consent: { columns: [], question: null, answer: null },
  options: {
    mode: 'createAndUpdate',
    listId: null,
    newListName: null,
    defaultCountry: null,
    withoutKey: null,
    updatePolicy: 'overwrite',
    matchBy: 'auto',
    emptyWords: true,
  },
  error: null,
  createdAt: '2026-11-23T08:00:00.000Z',
  startedAt: '2026-11-23T08:00:00.000Z',
  finishedAt: null,
};
const tenSecondsIn = Date.parse('2026-11-23T08:00:10.000Z');

describe('live progress of an import', () => {
  it('takes over what an event tells', () => {
    const next = withProgress(run, { processedRows: 200, bytesProcessed: 500, counts: { created: 180, rejected: 20 }, status: 'running' });
    expect(next).toMatchObject({
      processedRows: 200,
      bytesProcessed: 500,
      counts: { created: 180, updated: 0, unchanged: 0, rejected: 20, blank: 0 },
    });
  });

  it('never counts back when an event arrives late', () => {
    expect(withProgress(run, { processedRows: 50, counts: { created: 1 } })).toBe(run);
    const done: ImportDto = { ...run, status: 'completed' };
    expect(withProgress(done, { processedRows: 400, status: 'running' })).toBe(done);
  });

  it('ignores a status it does not know', () => {
    expect(withProgress(run, { processedRows: 120, status: 'dreaming' }).status).toBe('running');
  });
});

describe('the forecast', () => {
  it('reckons the total from the part of the file that is read, and says so', () => {
    expect(forecast(run, { rowsPerSecond: 100 }, tenSecondsIn)).toEqual({
      total: 400,
      isEstimate: true,
      rowsPerSecond: 100,
      secondsLeft: 3,
    });
  });

  it('uses the average since the start until an event has told the pace', () => {
    expect(forecast(run, { rowsPerSecond: null }, tenSecondsIn)).toMatchObject({ rowsPerSecond: 10, secondsLeft: 30 });
  });

  it('promises nothing before the first rows', () => {
    const waiting = { ...run, processedRows: 0, bytesProcessed: 0 };
    expect(forecast(waiting, { rowsPerSecond: null }, tenSecondsIn)).toEqual({
      total: null,
      isEstimate: true,
      rowsPerSecond: null,
      secondsLeft: null,
    });
  });

  it('knows the total when the server has counted', () => {
    expect(forecast({ ...run, totalRows: 390 }, { rowsPerSecond: 10 }, tenSecondsIn)).toMatchObject({
      total: 390,
      isEstimate: false,
      secondsLeft: 29,
    });
  });
});
