import type { ImportRecord } from './Import.js';
import type { ImportDto } from './ImportDtos.js';

const SAMPLES = 5;

export function presentImport(record: ImportRecord): ImportDto {
  return {
    id: record.id,
    fileName: record.fileName,
    fileSize: record.fileSize,
    status: record.status,
    encoding: record.encoding,
    delimiter: record.delimiter,
    hasHeader: record.table.header !== null,
    preset: record.preset,
    columns: record.table.columns.map((column) => ({ ...column, samples: samplesOf(record, column.index) })),
    sampleRows: record.sampleRows.map((row) => [...row]),
    totalRows: record.totalRows,
    processedRows: record.processedRows,
    bytesProcessed: record.bytesProcessed,
    counts: { ...record.counts },
    options: { ...record.options, withoutKey: record.options.withoutKey ?? null },
    error: record.error,
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
  };
}

function samplesOf(record: ImportRecord, index: number): string[] {
  const filled = record.sampleRows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '');
  return [...new Set(filled)].slice(0, SAMPLES);
}
