import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigurationError, readConfig } from './AppConfig.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rapport-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (environment: NodeJS.ProcessEnv): ReturnType<typeof readConfig> => readConfig(environment, path.join(folder, '.env'));

it('needs nothing: SQLite below ./data on port 3000', () => {
  const config = read({});
  expect(config.port).toBe(3000);
  expect(config.database).toEqual({ kind: 'sqlite', file: path.resolve('data/rapport.db') });
  expect(config.publicUrl).toBe('http://localhost:3000');
});

it('lists every mistake at once', () => {
  const problems = (() => {
    try {
      read({ PORT: 'http', DATABASE_URL: 'mysql://x', ROLE: 'boss', LOG_LEVEL: 'loud', PUBLIC_URL: 'rapport' });
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems.join('\n');
      throw error;
    }
    return '';
  })();
  for (const name of ['PORT', 'DATABASE_URL', 'ROLE', 'LOG_LEVEL', 'PUBLIC_URL']) expect(problems).toContain(name);
});

it('keeps metrics shut unless a token or the loopback opens them', () => {
  expect(read({}).metrics).toEqual({ kind: 'off' });
  expect(read({ METRICS: 'loopback' }).metrics).toEqual({ kind: 'loopback' });
  expect(read({ METRICS_TOKEN: 'sixteen characters' }).metrics).toEqual({ kind: 'token', token: 'sixteen characters' });
  expect(() => read({ METRICS_TOKEN: 'short' })).toThrow(/METRICS_TOKEN/);
  expect(() => read({ METRICS: 'everyone' })).toThrow(/METRICS/);
});

it('lets no typed address into the private network unless told to', () => {
  expect(read({}).mayReachPrivate).toBe(false);
  expect(read({ OUTGOING_ALLOW_PRIVATE: 'true' }).mayReachPrivate).toBe(true);
});

it('refuses a split of roles on SQLite', () => {
  expect(() => read({ ROLE: 'worker' })).toThrow(/DATABASE_URL/);
});

it('reads .env, under the environment', () => {
  writeFileSync(path.join(folder, '.env'), '# ports\nPORT=4000\nHOST="0.0.0.0"\n');
  expect(read({}).port).toBe(4000);
  expect(read({ PORT: '5000' }).port).toBe(5000);
  expect(read({}).host).toBe('0.0.0.0');
});

it('names the broken line of a .env file', () => {
  writeFileSync(path.join(folder, '.env'), 'PORT=4000\nthis is not a setting\n');
  expect(() => read({})).toThrow(/Line 2 of .*\.env/);
});

it('reads where system mail leaves, and says what is wrong with it without repeating the password', () => {
  const config = read({
    SYSTEM_SMTP_URL: 'smtps://ada:p%40ss@mail.example.com',
    SYSTEM_MAIL_FROM: '"Rapport, Berlin" <rapport@example.com>',
  });
  expect(config.systemMail).toEqual({
    smtp: {
      host: 'mail.example.com',
      port: 465,
      security: 'tls',
      user: 'ada',
      password: 'p@ss',
      acceptAnyCertificate: false,
      connections: 2,
    },
    from: { name: 'Rapport, Berlin', address: 'rapport@example.com' },
  });
  expect(read({ SYSTEM_MAIL_FROM: 'rapport@example.com' }).systemMail).toEqual({
    smtp: null,
    from: { name: null, address: 'rapport@example.com' },
  });
  expect(() => read({ SYSTEM_SMTP_URL: 'smtp://mail.example.com' })).toThrow(/needs SYSTEM_MAIL_FROM/);
  expect(() => read({ SYSTEM_SMTP_URL: 'http://ada:secret@mail.example.com', SYSTEM_MAIL_FROM: 'nobody' })).toThrow(
    /^(?!.*secret)[^]*SYSTEM_SMTP_URL must look like[^]*SYSTEM_MAIL_FROM must be/,
  );
});
