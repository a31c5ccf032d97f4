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

  it('is written by three files: attempts, what is reported afterwards, and what visits tell', () => {
    const writers = readdirSync(path.join(source, home)).filter((name) =>
      /\b(?:INSERT INTO|UPDATE|DELETE FROM) campaign_recipients\b/.test(readFileSync(path.join(source, home, name), 'utf8')),
    );
    expect(writers.sort()).toEqual(['LedgerMarks.ts', 'LedgerVisits.ts', 'LedgerWriter.ts']);
  });
});

describe('the contacts', () => {
  it('come and go by four files, which tell the figures', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !/migrations|\.test\.ts$/.test(name),
    );
    const writes = /INSERT INTO base_contacts|BulkInsert\('base_contacts'|UPDATE base_contacts SET deleted_at|DELETE FROM base_contacts/;
    const writers = files.filter((name) => writes.test(readFileSync(path.join(source, name), 'utf8')));
    expect(writers.map((name) => path.basename(name)).sort()).toEqual([
      'ContactBatchService.ts',
      'ContactInserts.ts',
      'ContactMergeRepository.ts',
      'ContactRepository.ts',
    ]);
  });
});

describe('what is the same for every channel', () => {
  it('does not say email where it means an address', () => {
    const folders = ['modules/campaigns/ledger', 'modules/campaigns/sending'].map((folder) => path.join(source, folder));
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
    // LedgerPages shows people what they know as the email of a recipient.
    const shared = files.filter((file) => !/\.test\.ts$|LedgerPages\.ts$/.test(file));
    const naming = shared.filter((file) => /email_key|primary_email|'email'|OutgoingEmail|EmailSender/.test(readFileSync(file, 'utf8')));
    expect(naming).toEqual([]);
  });
});

describe('the status of a campaign', () => {
  it('is changed by one statement, which the state machine alone makes', () => {
    const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('migrations'))
      .map((name) => ({ name, text: readFileSync(path.join(source, name), 'utf8') }));
    const updates = texts.flatMap(({ name, text }) =>
      [...text.matchAll(/UPDATE campaigns SET ([^`]*)/g)].map(([, sets]) => ({ name, sets })),
    );
    const moves = updates.filter(({ sets }) => sets?.startsWith('${sql.join(sets') || /\bstatus = /.test(sets?.split('WHERE')[0] ?? ''));
    expect(moves.map(({ name }) => path.basename(name))).toEqual(['CampaignRepository.ts']);
    const callers = texts.filter(({ text }) => /\b(?:campaigns|repository)\.move\(/.test(text)).map(({ name }) => path.basename(name));
    expect(callers).toEqual(['CampaignStateMachine.ts']);
  });
});
