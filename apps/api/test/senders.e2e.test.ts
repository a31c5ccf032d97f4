import { SmtpSink } from '@rapport/providers/testing';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Sender {
  type: string;
  config: Record<string, unknown>;
  state: string;
  stateReason: string | null;
  lastTestedAt: string | null;
}
interface Check {
  ok: boolean;
  steps: { name: string; ok: boolean }[];
  serverResponse: string | null;
  hint: string | null;
}

let test: TestApp;
let sink: SmtpSink;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start({ user: 'ada', password: 'secret' });
});
afterAll(async () => {
  await sink.stop();
  await test.stop();
});

const smtp = (over: Record<string, unknown> = {}): object => ({
  type: 'smtp',
  config: { ...sink.address, security: 'none', user: 'ada', password: 'secret', ...over },
});

describe('the sender of a workspace', () => {
  it('is the mail lab without any settings', async () => {
    expect(await dataOf<Sender>(test.owner.get('sender'))).toMatchObject({ type: 'mail_lab', state: 'ready', config: {} });
    const types = await dataOf<{ type: string; fields: { key: string; secret: boolean }[] }[]>(test.owner.get('sender-types'));
    expect(types.map(({ type }) => type)).toEqual(['mail_lab', 'smtp']);
    expect(types[1]?.fields.filter((field) => field.secret).map(({ key }) => key)).toEqual(['password']);
  });

  it('names every wrong setting', async () => {
    const error = await errorOf(test.owner.put('sender', { type: 'smtp', config: { port: 0, security: 'ssl', speed: 'fast' } }));
    expect(error.fields.map(({ field }) => field).sort()).toEqual(['config.host', 'config.port', 'config.security', 'config.speed']);
  });

  it('keeps the password to itself, and keeps it when it is not sent again', async () => {
    const saved = await dataOf<Sender>(test.owner.put('sender', smtp()));
    expect(saved).toMatchObject({ type: 'smtp', state: 'untested', config: { user: 'ada', password: { isSet: true } } });
    const [row] = await queryRows<{ config_json: string }>(
      test.services.dataSource.manager,
      sql`SELECT config_json FROM workspace_email_providers`,
    );
    expect(row?.config_json).not.toContain('secret"');
    expect(JSON.stringify(await dataOf<Sender>(test.owner.put('sender', smtp({ password: undefined }))))).not.toContain('secret');
    const check = await dataOf<Check>(test.owner.post('sender/verify', {}));
    expect(check.ok).toBe(true);
    expect(await dataOf<Sender>(test.owner.get('sender'))).toMatchObject({ state: 'ready', lastTest: { ok: true } });
  });

  it('is paused by a refused login and says what the server said, until the login works again', async () => {
    await dataOf(test.owner.put('sender', smtp({ password: 'wrong' })));
    const check = await dataOf<Check>(test.owner.post('sender/verify', {}));
    expect(check).toMatchObject({ ok: false, hint: expect.stringContaining('app password') });
    expect(check.serverResponse).toContain('535');
    expect(await dataOf<Sender>(test.owner.get('sender'))).toMatchObject({ state: 'paused', stateReason: expect.stringContaining('535') });
    await dataOf(test.owner.put('sender', smtp()));
    await dataOf(test.owner.post('sender/verify', {}));
    expect(await dataOf<Sender>(test.owner.get('sender'))).toMatchObject({ state: 'ready', stateReason: null });
  });

  it('tries settings without saving them', async () => {
    const check = await dataOf<Check>(test.owner.post('sender/verify', smtp({ port: 1 })));
    expect(check.steps.at(-1)).toMatchObject({ name: 'connect', ok: false });
    expect(await dataOf<Sender>(test.owner.get('sender'))).toMatchObject({ state: 'ready', config: { port: sink.address.port } });
  });

  it('sends a test message and reports each step', async () => {
    const sent = await dataOf<Check & { messageId: string }>(test.owner.post('sender/test', { to: 'ann@example.com' }));
    expect(sent.steps.map(({ name }) => name)).toEqual(['resolve', 'connect', 'greeting', 'login', 'from', 'to', 'data']);
    expect(sink.received.at(-1)).toMatchObject({ recipients: ['ann@example.com'], messageId: sent.messageId });
  });

  it('is set by admins only, and not by strangers', async () => {
    const author = await test.member('author');
    expect((await errorOf(author.put('sender', smtp()))).code).toBe('auth.roleTooLow');
    expect((await errorOf(author.post('sender/verify', {}))).code).toBe('auth.roleTooLow');
    const stranger = await test.stranger();
    stranger.workspaceId = test.owner.workspaceId;
    expect((await errorOf(stranger.get('sender'))).status).toBe(404);
    expect((await errorOf(stranger.put('sender', smtp()))).status).toBe(404);
  });
});
