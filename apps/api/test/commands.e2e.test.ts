import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserService } from '../src/modules/users/UserService.js';
import { execute, sql } from '../src/platform/database/sql.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { emailOf } from './support/twoFactor.js';

const ALL = ['rotateSecrets', 'recoverAccount', 'confirmAccount', 'verifyAudit', 'verifyApprovals', 'rebuildFigures'] as const;
type Command = (typeof ALL)[number];
const FOR_ACCOUNT: readonly Command[] = ['recoverAccount', 'confirmAccount'];
/** Those that only read say with 1 that something is wrong, and with 2 that they could not find out. */
const READING: readonly Command[] = ['verifyAudit', 'verifyApprovals'];

let test: TestApp;
let email: string;
let emptyDir: string;
beforeAll(async () => {
  emptyDir = mkdtempSync(path.join(tmpdir(), 'rapport-commands-'));
  test = await TestApp.start();
  email = await emailOf(test.owner);
  await execute(test.services.dataSource.manager, sql`UPDATE users SET email_verified_at = NULL`);
  await execute(test.services.dataSource.manager, sql`DELETE FROM figure_books`);
  await execute(
    test.services.dataSource.manager,
    sql`INSERT INTO figure_books (workspace_id, subject_id, time_zone, version) VALUES (${test.owner.workspaceId}, ${test.owner.workspaceId}, 'UTC', 1)`,
  );
  // On SQLite what writes has the database to itself.
  await test.close();
});
afterAll(async () => {
  await test.database.remove();
  rmSync(emptyDir, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** The built program, as npm and a container start it. */
function run(command: Command, args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const program = fileURLToPath(new URL(`../dist/${command}.js`, import.meta.url));
  const env = { PATH: process.env['PATH'], ...test.database.environment, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: emptyDir, env, timeout: 20_000 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: stdout + stderr }),
    );
  });
}

const wordsFor = (command: Command): string[] => (FOR_ACCOUNT.includes(command) ? [email] : []);
const keyFile = (): string => path.join(test.database.dataDir, 'secrets.json');
const keys = (): string => readFileSync(keyFile(), 'utf8');

/** One line for a person: no stack, and where it went wrong is named. */
function expectOneLine({ output }: Ended): void {
  expect(output.trimEnd().split('\n')).toHaveLength(1);
  expect(output).not.toMatch(/\n\s+at |\.js:\d+|node:internal|undefined/);
}

it('covers every program that package.json starts', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const started = Object.values(scripts).flatMap((script) => /apiCommand\.mjs (\w+)/.exec(script)?.[1] ?? []);
  expect(started.sort()).toEqual([...ALL].sort());
});

it('do nothing but say how they are called with --help', async () => {
  const before = keys();
  const calls = ALL.map((command, n) => run(command, [n % 2 ? '-h' : '--help'], { DATA_DIR: path.join(emptyDir, 'none') }));
  const ended = await Promise.all(calls);
  expect(ended.map(({ code }) => code)).toEqual(ALL.map(() => 0));
  for (const { output } of ended) expect(output).toMatch(/^npm run \w+:\w+( -- ann@example\.com)?\n/);
  expect(readdirSync(emptyDir)).toEqual([]);
  expect(keys()).toBe(before);
});

it('do nothing with words that they do not know', async () => {
  const before = keys();
  const wrong = (command: Command): string[][] =>
    FOR_ACCOUNT.includes(command) ? [[], ['nobody'], [email, 'bob@example.com']] : [['--force']];
  const calls = ALL.flatMap((command) => wrong(command).map((words) => ({ command, words })));
  const all = await Promise.all(calls.map(async (call) => ({ ...call, ended: await run(call.command, call.words) })));
  for (const { command, words, ended } of all) {
    expect([command, words, ended.code]).toEqual([command, words, READING.includes(command) ? 2 : 1]);
    expect(ended.output).toContain('Nothing was done.');
    expectOneLine(ended);
  }
  expect(keys()).toBe(before);
}, 60_000);

it('say in one line that there is no installation, and make none', async () => {
  const folder = path.join(emptyDir, 'mistyped');
  const all = await Promise.all(
    ALL.map(async (command) => ({ command, ended: await run(command, wordsFor(command), { DATA_DIR: folder }) })),
  );
  for (const { command, ended } of all) {
    expect([command, ended.code]).toEqual([command, READING.includes(command) ? 2 : 1]);
    expect(ended.output).toContain('Set DATA_DIR to the folder of the installation.');
    expectOneLine(ended);
    expect(existsSync(folder)).toBe(false);
  }
});

it('say in one line that the database cannot be reached', async () => {
  const environment = { DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/nothing' };
  const ended = await Promise.all(ALL.map((command) => run(command, wordsFor(command), environment)));
  expect(ended.map(({ code }) => code)).toEqual(ALL.map((command) => (READING.includes(command) ? 2 : 1)));
  for (const one of ended) {
    expect(one.output).toContain('PostgreSQL cannot be reached at the address in DATABASE_URL');
    expect(one.output).not.toContain('secret-word');
    expectOneLine(one);
  }
});

// Before any server has run: each opens books of its own.
it('puts the figures aside, once, and says when they are counted anew', async () => {
  const when = test.database.isPostgres ? 'by the running server within a minute' : 'when Rapport is started again';
  const first = await run('rebuildFigures', []);
  expect(first).toEqual({ code: 0, output: `1 set of figures is counted anew ${when}.\n` });
  expect(await run('rebuildFigures', [])).toEqual({ code: 0, output: `0 sets of figures are counted anew ${when}.\n` });
});

it('do what they are for, one after the other', async () => {
  const output = async (command: Command, words = wordsFor(command)): Promise<string> => {
    const ended = await run(command, words);
    expect([command, ended.code, ended.code === 0 ? '' : ended.output]).toEqual([command, 0, '']);
    return ended.output;
  };
  expect(await output('confirmAccount')).toContain('is confirmed.');
  expect(await output('confirmAccount', [email.toUpperCase()])).toContain('was confirmed before. Nothing was changed.');

  const unknown = await run('confirmAccount', ['nobody@example.com']);
  expect([unknown.code, unknown.output]).toEqual([1, 'There is no account with this address.\n']);
  expect(await run('recoverAccount', ['nobody@example.com'])).toEqual(unknown);

  const before = keys();
  expect(await output('rotateSecrets')).toMatch(/^New key \w+; 2 keys in the file\./);
  expect(keys()).not.toBe(before);

  const token = /\/reset-password\/(\S+)/.exec(await output('recoverAccount'))?.[1] ?? '';
  expect(await output('verifyAudit')).toMatch(/The audit log is unbroken\.\n$/);
  expect(await output('verifyApprovals')).toBe('0 approvals checked. All agree with what was signed.\n');

  const again = await TestApp.start({}, test.database);
  try {
    const person = new Person(again.app.getHttpServer());
    const password = 'another horse battery';
    await dataOf(person.post('/api/v1/auth/password-reset/confirm', { token, newPassword: password }));
    await dataOf(person.post('/api/v1/auth/login', { email, password }));
    expect((await errorOf(person.post('/api/v1/auth/password-reset/confirm', { token, newPassword: password }))).status).toBe(410);
    const user = await again.app.get(UserService).findByEmail({ manager: again.services.dataSource.manager } as never, email);
    expect(user?.emailVerifiedAt).not.toBeNull();
  } finally {
    await again.close();
  }
}, 60_000);
