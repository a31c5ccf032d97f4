import { createServer, type AddressInfo } from 'node:net';
import { addressesOf, type OutgoingEmail } from '@rapport/providers';
import { SmtpSink } from '@rapport/providers/testing';
import type { Test as SuperTest } from 'supertest';
import { MoveSenderSecrets } from '../src/modules/providers/MoveSenderSecrets.js';
import { SENDER_CHECK_LIMITS } from '../src/modules/providers/SenderCheckLimits.js';
import { SenderPoolService } from '../src/modules/providers/SenderPoolService.js';
import { SenderReach } from '../src/modules/providers/SenderReach.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
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
    expect(types.map(({ type }) => type)).toEqual(['mail_lab', 'smtp', 'mailgun', 'microsoft_365', 'google_workspace', 'twilio']);
    expect(types[1]?.fields.filter((field) => field.secret).map(({ key }) => key)).toEqual(['password']);
  });

  it('names every wrong setting', async () => {
    const error = await errorOf(test.owner.put('sender', { type: 'smtp', config: { port: 0, security: 'ssl', speed: 'fast' } }));
    expect(error.fields.map(({ field }) => field).sort()).toEqual(['config.host', 'config.port', 'config.security', 'config.speed']);
  });

  it('keeps the password to itself, and keeps it when it is not sent again', async () => {
    const saved = await dataOf<Sender>(test.owner.put('sender', smtp()));
    expect(saved).toMatchObject({
      type: 'smtp',
      state: 'untested',
      config: { user: 'ada', password: { isSet: true, setBy: 'Olivia Owner' } },
    });
    const [row] = await queryRows<{ config_json: string }>(
      test.services.dataSource.manager,
      sql`SELECT settings_json AS config_json FROM sender_accounts`,
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
        sql`SELECT settings_json AS config FROM sender_accounts ${where}`,
      );
      const store = (config: object): Promise<number> =>
        execute(test.services.dataSource.manager, sql`UPDATE sender_accounts SET settings_json = ${JSON.stringify(config)} ${where}`);
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

    it('of an older version is moved at the next start, and bound', async () => {
      await dataOf(test.owner.put('sender', smtp()));
      const manager = test.services.dataSource.manager;
      const [row] = await queryRows<{ id: string; config: string }>(
        manager,
        sql`SELECT id, settings_json AS config FROM sender_accounts WHERE workspace_id = ${test.owner.workspaceId}`,
      );
      const { values } = JSON.parse(row?.config ?? '{}') as { values: object };
      const sealed = test.app.get(SecretBox).seal('secret', `workspace_email_providers.config_json/${row?.id}/password`);
      const old = JSON.stringify({ values, secrets: { password: sealed } });
      await execute(manager, sql`UPDATE sender_accounts SET settings_json = ${old} WHERE id = ${row?.id}`);
      await execute(manager, sql`DELETE FROM workspace_secrets`);
      // Until then it opens where it is.
      expect(await dataOf<Check>(test.owner.post('sender/verify', {}))).toMatchObject({ ok: true });
      expect(await dataOf<Sender>(test.owner.get('sender'))).toMatchObject({
        config: { password: { isSet: true, setAt: null, setBy: null } },
      });
      await test.app.get(MoveSenderSecrets, { strict: false }).onApplicationBootstrap();
      const [bound] = await queryRows<{ config: string }>(
        manager,
        sql`SELECT settings_json AS config FROM sender_accounts WHERE id = ${row?.id}`,
      );
      expect(JSON.parse(bound?.config ?? '{}')).toMatchObject({
        values,
        secrets: {},
        boundTo: { password: expect.arrayContaining(['host', 'port']) },
      });
      expect(await queryRows(manager, sql`SELECT name, subject FROM workspace_secrets`)).toEqual([
        { name: 'smtp.password', subject: row?.id },
      ]);
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
    const left = async (): Promise<unknown> => (await dataOf<{ checks: { left: number } }>(other.get('sender'))).checks;
    expect(await left()).toEqual({
      limit: SENDER_CHECK_LIMITS.person,
      left: SENDER_CHECK_LIMITS.person,
      windowSeconds: 600,
      resetsAt: null,
    });
    const answers = [];
    for (let n = 0; n <= SENDER_CHECK_LIMITS.person; n += 1) answers.push(await other.post('sender/verify', {}));
    expect(answers.slice(0, -1).every(({ status }) => status === 200)).toBe(true);
    expect(await left()).toMatchObject({ left: 0, resetsAt: expect.stringMatching(/Z$/) as string });
    expect(await errorOf(Promise.resolve(answers.at(-1) as (typeof answers)[number]))).toMatchObject({
      status: 429,
      code: 'sender.tooManyChecks',
    });
  });

  it('is the same for a test message and for a saved sender, whatever is there instead of a mail server', async () => {
    const other = await test.stranger('Wendy Wait');
    const silent = createServer((socket) => socket.on('error', () => undefined).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const told = async (ask: () => SuperTest): Promise<{ words: string; ms: number }> => {
      const began = performance.now();
      const { steps, hint, serverResponse } = await dataOf<Check>(ask());
      const words = JSON.stringify({ steps, hint, serverResponse }).replace(/:\d+ within/g, ':PORT within');
      return { words, ms: performance.now() - began };
    };
    const sendTo = { to: (await dataOf<{ user: { email: string } }>(other.get('/api/v1/auth/session'))).user.email };
    const answers = await Promise.all([
      told(() => other.post('sender/verify', smtp({ port: 1 }))),
      told(() => other.post('sender/verify', smtp({ port }))),
      told(() => other.post('sender/test', { ...smtp({ port: 1 }), ...sendTo })),
      told(() => other.post('sender/test', { ...smtp({ port }), ...sendTo })),
    ]);
    await dataOf(other.put('sender', smtp({ port: 1 })));
    answers.push(await told(() => other.post('sender/verify', {})));
    await dataOf(other.put('sender', smtp({ port })));
    answers.push(await told(() => other.post('sender/verify', {})));
    silent.close();
    expect(new Set(answers.map(({ words }) => words)).size).toBe(1);
    expect(Math.min(...answers.map(({ ms }) => ms))).toBeGreaterThanOrEqual(1_990);
  });

  describe('where anyone may open an account', () => {
    let open: TestApp;
    let names: SenderReach;
    beforeAll(async () => {
      open = await TestApp.start({ OUTGOING_ALLOW_PRIVATE: 'false' });
      names = open.app.get(SenderReach, { strict: false });
    });
    afterAll(() => open.stop());
    const at = (host: string): { type: string; config: object } => ({
      type: 'smtp',
      config: { host, port: sink.address.port, security: 'none' },
    });
    const PUBLIC = '93.184.215.14';

    it.each([
      ['addresses', ['127.0.0.1', '10.0.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0', '100.64.0.1', '::1', '::', 'fe80::1%lo']],
      ['other ways to write them', ['2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '127.1', '127.0.0.1.', '１２７.0.0.1', '[::1]']],
      ['IPv4 inside IPv6', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '[::ffff:127.0.0.1]']],
      ['names', ['localhost', 'localhost.', 'LOCALHOST', 'no-such-name.invalid']],
    ])('is nothing of the private network: %s', async (_what, hosts) => {
      const before = sink.connections;
      const asked = hosts.flatMap((host) => [
        () => open.owner.post('sender/verify', at(host)),
        () => open.owner.post('sender/test', { ...at(host), to: 'ann@example.com' }),
        () => open.owner.put('sender', at(host)),
      ]);
      const began = performance.now();
      const answers = await Promise.all(asked.map(async (ask) => ({ error: await errorOf(ask()), ms: performance.now() - began })));
      for (const { error } of answers)
        expect(error).toMatchObject({ status: 422, fields: [{ field: 'config.host', code: 'sender.privateHost' }] });
      expect(new Set(answers.map(({ error }) => error.fields[0]?.message)).size).toBe(1);
      expect(Math.min(...answers.map(({ ms }) => ms))).toBeGreaterThanOrEqual(1_990);
      expect(sink.connections).toBe(before);
    });

    it('is nothing of it when the name leads elsewhere after it was judged', async () => {
      const answers: string[][] = [];
      names.addressesOf = () => Promise.resolve(answers.shift() ?? ['127.0.0.1']);
      const before = sink.connections;
      const { mails, ctx } = { mails: open.app.get(SenderPoolService, { strict: false }), ctx: jobContextOf(open) };
      try {
        answers.push([PUBLIC]);
        expect((await dataOf<Check>(open.owner.post('sender/verify', at('mail.example.com')))).steps.at(-1)).toMatchObject({
          name: 'resolve',
          ok: false,
        });
        answers.push([PUBLIC]);
        await dataOf(open.owner.put('sender', at('mail.example.com')));
        expect((await dataOf<Check>(open.owner.post('sender/verify', {}))).steps.at(-1)).toMatchObject({ name: 'resolve', ok: false });
        expect(await dataOf<Check>(open.owner.post('sender/test', { to: 'ann@example.com' }))).toMatchObject({ ok: false });
        const { sender } = await mails.open(ctx);
        await expect(sender.send(messageTo('ann@example.com'))).rejects.toMatchObject({ kind: 'unavailable', step: 'resolve' });
        // A public address among private ones is no accident either.
        answers.push([PUBLIC, '127.0.0.1']);
        await expect(sender.send(messageTo('ann@example.com'))).rejects.toMatchObject({ step: 'resolve' });
        expect(sink.connections).toBe(before);
      } finally {
        names.addressesOf = addressesOf;
      }
    });
  });

  it('stays in reach for a sender that was saved before anyone could open an account, until it is changed', async () => {
    const app = await TestApp.start({ OUTGOING_ALLOW_PRIVATE: 'false', REGISTRATION: '' });
    const settings = { type: 'smtp', config: { ...sink.address, security: 'none', user: 'ada', password: 'secret' } };
    try {
      await dataOf(app.owner.put('sender', settings));
      expect(await dataOf<Check>(app.owner.post('sender/verify', {}))).toMatchObject({ ok: true });
      await dataOf(app.owner.patch('/api/v1/installation/settings', { values: { registration: 'open' } }));
      expect(await dataOf<Check>(app.owner.post('sender/verify', {}))).toMatchObject({ ok: true });
      expect((await errorOf(app.owner.put('sender', settings))).fields[0]?.code).toBe('sender.privateHost');
      expect(await dataOf<Check>(app.owner.post('sender/verify', {}))).toMatchObject({ ok: true });
    } finally {
      await app.stop();
    }
  });
});

function jobContextOf(app: TestApp): WorkspaceContext {
  return jobContext(app.services.dataSource.manager, app.owner.workspaceId, 'test');
}

function messageTo(address: string): OutgoingEmail {
  return {
    from: { name: null, address: 'news@example.com' },
    to: { name: null, address },
    replyTo: null,
    subject: 'Hello',
    text: 'Hello',
    html: '<p>Hello</p>',
    headers: [],
    messageId: '<hello@example.com>',
    date: new Date(),
  };
}
