import { createServer, type AddressInfo } from 'node:net';
import { SmtpSink } from '@rapport/providers/testing';
import { BindStoredSecrets } from '../src/modules/providers/BindStoredSecrets.js';
import { SENDER_CHECK_LIMITS } from '../src/modules/providers/SenderCheckLimits.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { SecretBox } from '../src/platform/security/SecretBox.js';
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

  describe('the stored password', () => {
    let thief: SmtpSink;
    beforeAll(async () => {
      thief = await SmtpSink.start({ user: 'ada', password: 'secret' });
    });
    afterAll(() => thief.stop());
    const withoutPassword = (over: Record<string, unknown>): object => smtp({ password: undefined, ...over });

    it.each([
      ['another host', () => ({ host: 'localhost' })],
      ['another port', () => ({ port: thief.address.port })],
      ['another host and port', () => ({ host: 'localhost', port: thief.address.port })],
      ['another account', () => ({ user: 'eve' })],
      ['no account', () => ({ user: null })],
      ['another encryption', () => ({ security: 'starttls' })],
      ['a certificate of anyone', () => ({ security: 'none', acceptAnyCertificate: true })],
      ['the shown mark beside another port', () => ({ port: thief.address.port, password: { isSet: true } })],
    ])('is asked for again for %s, and sent to no one', async (_what, change) => {
      await dataOf(test.owner.put('sender', smtp()));
      for (const ask of [
        () => test.owner.post('sender/verify', withoutPassword(change())),
        () => test.owner.post('sender/test', { ...withoutPassword(change()), to: 'ann@example.com' }),
        () => test.owner.put('sender', withoutPassword(change())),
      ]) {
        const error = await errorOf(ask());
        expect(error).toMatchObject({ status: 422, fields: [{ field: 'config.password', code: 'sender.secretNeededAgain' }] });
      }
      expect(thief.connections).toBe(0);
      expect(await dataOf<Sender>(test.owner.get('sender'))).toMatchObject({ config: { port: sink.address.port, user: 'ada' } });
      expect(await dataOf<Check>(test.owner.post('sender/verify', {}))).toMatchObject({ ok: true });
    });

    it('is kept for the same server and account, also when something else changes', async () => {
      await dataOf(test.owner.put('sender', smtp()));
      await dataOf(test.owner.put('sender', withoutPassword({ connections: 3 })));
      expect(await dataOf<Check>(test.owner.post('sender/verify', {}))).toMatchObject({ ok: true });
      expect(await dataOf<Check>(test.owner.post('sender/verify', withoutPassword({ connections: 4 })))).toMatchObject({ ok: true });
    });

    it('opens for nothing else when the row is edited in the database', async () => {
      await dataOf(test.owner.put('sender', smtp()));
      const where = sql`WHERE workspace_id = ${test.owner.workspaceId}`;
      const [row] = await queryRows<{ config: string }>(
        test.services.dataSource.manager,
        sql`SELECT config_json AS config FROM workspace_email_providers ${where}`,
      );
      const store = (config: object): Promise<number> =>
        execute(
          test.services.dataSource.manager,
          sql`UPDATE workspace_email_providers SET config_json = ${JSON.stringify(config)} ${where}`,
        );
      const stored = JSON.parse(row?.config ?? '{}') as { values: object; secrets: object; boundTo: object };
      const values = { ...stored.values, port: thief.address.port };
      for (const edited of [
        { ...stored, values },
        { ...stored, values, boundTo: {} },
        { values, secrets: stored.secrets },
        { ...stored, values, boundTo: { password: ['host'] } },
      ]) {
        await store(edited);
        expect((await errorOf(test.owner.post('sender/verify', {}))).code).toBe('secret.unreadable');
      }
      expect(thief.connections).toBe(0);
      // It can be entered again.
      await dataOf(test.owner.put('sender', smtp()));
    });

    it('of an older version is bound at the next start', async () => {
      await dataOf(test.owner.put('sender', smtp()));
      const manager = test.services.dataSource.manager;
      const [row] = await queryRows<{ id: string; config: string }>(
        manager,
        sql`SELECT id, config_json AS config FROM workspace_email_providers WHERE workspace_id = ${test.owner.workspaceId}`,
      );
      const { values } = JSON.parse(row?.config ?? '{}') as { values: object };
      const sealed = test.app.get(SecretBox).seal('secret', `workspace_email_providers.config_json/${row?.id}/password`);
      const old = JSON.stringify({ values, secrets: { password: sealed } });
      await execute(manager, sql`UPDATE workspace_email_providers SET config_json = ${old} WHERE id = ${row?.id}`);
      await test.app.get(BindStoredSecrets, { strict: false }).onApplicationBootstrap();
      const [bound] = await queryRows<{ config: string }>(
        manager,
        sql`SELECT config_json AS config FROM workspace_email_providers WHERE id = ${row?.id}`,
      );
      expect(JSON.parse(bound?.config ?? '{}')).toMatchObject({ values, boundTo: { password: expect.arrayContaining(['host', 'port']) } });
      expect(bound?.config).not.toContain(sealed);
      expect(await dataOf<Check>(test.owner.post('sender/verify', {}))).toMatchObject({ ok: true });
    });
  });

  it('is changed by people who have just proved who they are', async () => {
    test.clock.advance(11 * 60_000);
    try {
      expect((await errorOf(test.owner.put('sender', smtp()))).code).toBe('auth.stepUpRequired');
    } finally {
      test.clock.advance(-11 * 60_000);
    }
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

describe('what a check tells about a network', () => {
  it('is no banner of what is not a mail server', async () => {
    for (const banner of ['SSH-2.0-Planted_9.9', 'HTTP/1.1 400 planted', '+OK planted POP3', '* OK planted IMAP', '200 planted NNTP']) {
      const server = createServer((socket) => socket.on('error', () => undefined).end(`${banner}\r\n`));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const check = await dataOf<Check>(test.owner.post('sender/verify', smtp({ port })));
      expect(check.ok).toBe(false);
      expect(JSON.stringify(check)).not.toMatch(/planted/i);
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('is asked a limited number of times', async () => {
    const other = await test.stranger('Scan Ner');
    const answers = [];
    for (let n = 0; n <= SENDER_CHECK_LIMITS.person; n += 1) answers.push(await other.post('sender/verify', {}));
    expect(answers.slice(0, -1).every(({ status }) => status === 200)).toBe(true);
    expect(await errorOf(Promise.resolve(answers.at(-1) as (typeof answers)[number]))).toMatchObject({
      status: 429,
      code: 'sender.tooManyChecks',
    });
  });

  it('is nothing of the private network where anyone may open an account, unless the operator allows it', async () => {
    const open = await TestApp.start({ OUTGOING_ALLOW_PRIVATE: 'false' });
    try {
      for (const host of ['127.0.0.1', 'localhost', '10.0.0.1', '192.168.1.1', '::1', '169.254.169.254']) {
        const settings = { type: 'smtp', config: { host, port: sink.address.port, security: 'none' } };
        for (const ask of [
          () => open.owner.post('sender/verify', settings),
          () => open.owner.post('sender/test', { ...settings, to: 'ann@example.com' }),
          () => open.owner.put('sender', settings),
        ])
          expect(await errorOf(ask())).toMatchObject({ status: 422, fields: [{ field: 'config.host', code: 'sender.privateHost' }] });
      }
      await dataOf(open.owner.patch('/api/v1/installation/settings', { values: {} }));
    } finally {
      await open.stop();
    }
    const closed = await TestApp.start({ OUTGOING_ALLOW_PRIVATE: 'false', REGISTRATION: 'closed' });
    try {
      await dataOf(
        closed.owner.put('sender', { type: 'smtp', config: { ...sink.address, security: 'none', user: 'ada', password: 'secret' } }),
      );
      expect(await dataOf<Check>(closed.owner.post('sender/verify', {}))).toMatchObject({ ok: true });
    } finally {
      await closed.stop();
    }
  });
});
