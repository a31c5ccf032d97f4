import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const source = 'apps/api/src';
const home = path.join('modules', 'campaigns', 'ledger');

/** Statements about the table, wherever they are written. */
function statementsOn(table: string): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.includes('migrations'),
  );
  return files.filter((name) =>
    new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE)\\s+"?${table}\\b`).test(readFileSync(path.join(source, name), 'utf8')),
  );
}

describe('the ledger', () => {
  it('is read and written in its own folder only', () => {
    expect(statementsOn('campaign_recipients').filter((name) => path.dirname(name) !== home)).toEqual([]);
  });

  it('is written by two files: attempts, and what is noted afterwards', () => {
    const writers = readdirSync(path.join(source, home)).filter((name) =>
      /\b(?:INSERT INTO|UPDATE|DELETE FROM) campaign_recipients\b/.test(readFileSync(path.join(source, home, name), 'utf8')),
    );
    expect(writers.sort()).toEqual(['LedgerMarks.ts', 'LedgerWriter.ts']);
  });
});
