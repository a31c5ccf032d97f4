import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

/** What is noted beside the database: whose installation this folder belongs to, and how far it had come. */
export interface Mark {
  readonly installationId: string;
  readonly beat: number;
}

/** Null when there is no such file, or none that we wrote. */
export function readMark(file: string): Mark | null {
  try {
    const { installationId, beat } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Mark>;
    return typeof installationId === 'string' && typeof beat === 'number' ? { installationId, beat } : null;
  } catch {
    return null;
  }
}

export function writeMark(file: string, mark: Mark): void {
  const draft = `${file}.tmp`;
  writeFileSync(draft, `${JSON.stringify(mark)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * What tells this place from every copy of it: the file's own number and the moment it was made, which no copy, archive or restored
 * backup takes along. The file is made once and never written again, so both stay as long as the folder stays where it is.
 */
export function placeOfFile(file: string): string {
  try {
    return describe(file);
  } catch {
    writeFileSync(file, 'This file tells the folder it is in from copies of it. See the guide on restoring.\n', {
      flag: 'wx',
      mode: 0o600,
    });
    return describe(file);
  }
}

function describe(file: string): string {
  const { ino, birthtimeMs } = statSync(file, { bigint: true });
  return `file:${ino}:${birthtimeMs}`;
}
