import { GraphServer, kindOf, sampleEmail } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { Microsoft365Sender } from './Microsoft365Sender.js';

let server: GraphServer;
let clock = 0;
beforeEach(async () => {
  server = await GraphServer.start();
  clock = 0;
});
afterEach(async () => {
  await server.stop();
  expect(server.problems).toEqual([]);
});

const senderFor = (over: Partial<GraphServer['settings']> = {}): Microsoft365Sender =>
  new Microsoft365Sender({ ...server.settings, ...over }, { loginUrl: server.url, graphUrl: server.url, now: () => clock });
const sendMany = (sender: Microsoft365Sender, count: number): Promise<unknown> =>
  Promise.all(Array.from({ length: count }, (_, index) => sender.send(sampleEmail({ messageId: `<${index}@example.com>` }))));

describe('a token', () => {
  it('is fetched once for many callers, and kept until shortly before it ends', async () => {
    const sender = senderFor();
    await sendMany(sender, 12);
    expect(server.tokens).toHaveLength(1);
    clock += (3599 - 301) * 1000;
    await sendMany(sender, 4);
    expect(server.tokens).toHaveLength(1);
    clock += 2000;
    await sendMany(sender, 4);
    expect(server.tokens).toHaveLength(2);
  });

  it('that lives short is used for half its time', async () => {
    server.tokenSeconds = 60;
    const sender = senderFor();
    await sendMany(sender, 1);
    clock += 29_000;
    await sendMany(sender, 1);
    expect(server.tokens).toHaveLength(1);
    clock += 2000;
    await sendMany(sender, 1);
    expect(server.tokens).toHaveLength(2);
  });

  it('is fetched anew when it is refused, once for all calls, and nothing is sent twice', async () => {
    const sender = senderFor();
    await sendMany(sender, 1);
    server.arrivals.splice(0);
    server.revokeTokens();
    await sendMany(sender, 12);
    expect(server.tokens).toHaveLength(2);
    expect(new Set(server.arrivals.map(({ internetMessageId }) => internetMessageId)).size).toBe(12);
    expect([server.arrivals.length, server.drafts.length]).toEqual([12, 0]);
  });

  it('is fetched anew once: another refusal is the account’s', async () => {
    const refused = { kind: 'status', status: 401, code: 'InvalidAuthenticationToken' } as const;
    for (const at of ['draft', 'send'] as const) {
      server.calls.splice(0);
      server.faults.push({ at, ...refused }, { at, ...refused });
      expect(await failureOf(senderFor().send(sampleEmail()))).toMatchObject({ kind: 'auth', scope: 'ours', isToOne: false });
      expect(server.calls.filter((call) => call === `POST ${at}`)).toHaveLength(2);
      expect(server.calls.filter((call) => call === 'POST token')).toHaveLength(2);
    }
    expect([server.arrivals.length, server.drafts.length]).toEqual([0, 0]);
  });

  it('that could not be fetched is asked for again by the next message', async () => {
    const sender = senderFor();
    server.faults.push({ at: 'token', kind: 'status', status: 503, code: 'AADSTS90033' });
    expect(await kindOf(sender.send(sampleEmail()))).toBe('unavailable');
    expect(await kindOf(sender.send(sampleEmail()))).toBe('sent');
  });
});

describe('a secret that is withdrawn', () => {
  it('is refused in words of a person, without the secret', async () => {
    const sender = senderFor();
    await sendMany(sender, 1);
    const old = server.clientSecret;
    server.clientSecret = 'another one';
    server.revokeTokens();
    const failure = await failureOf(sender.send(sampleEmail()));
    expect(failure).toMatchObject({ kind: 'auth', scope: 'ours', isToOne: false, message: 'Microsoft did not accept the client secret.' });
    expect(failure.serverResponse).toBe('401 AADSTS7000215 Invalid client secret provided: ….');
    expect(JSON.stringify({ ...failure, stack: failure.stack })).not.toContain(old);
  });
});

describe('a check', () => {
  it('signs in and looks into the mailbox, and leaves nothing behind', async () => {
    const check = await senderFor().verify();
    expect(check).toMatchObject({ ok: true, isRefused: false, hint: null });
    expect(check.steps.map(({ name }) => name)).toEqual(['login', 'from']);
    expect(server.calls).toEqual(['POST token', 'GET list']);
  });

  it.each([
    { name: 'the secret', over: { clientSecret: 'wrong' }, step: 'login', hint: 'not its ID' },
    { name: 'the tenant', over: { tenantId: 'contoso.example' }, step: 'login', hint: '(tenant) ID' },
    { name: 'the app', over: { clientId: 'other' }, step: 'login', hint: '(client) ID' },
    { name: 'the mailbox', over: { mailbox: 'nobody@example.com' }, step: 'from', hint: 'user principal name' },
  ])('says that $name is wrong, and what to do', async ({ over, step, hint }) => {
    const check = await senderFor(over).verify();
    expect(check).toMatchObject({ ok: false, isRefused: true, hint: expect.stringContaining(hint) as string });
    expect(check.steps.at(-1)).toMatchObject({ name: step, ok: false });
    expect((await senderFor(over).sendTest(sampleEmail())).ok).toBe(false);
    expect([server.arrivals.length, server.drafts.length]).toEqual([0, 0]);
  });

  it('shows with a test message that the app may not send', async () => {
    server.faults.push({ at: 'send', kind: 'status', status: 403, code: 'ErrorAccessDenied', message: 'Access is denied.' });
    const check = await senderFor().sendTest(sampleEmail());
    expect(check).toMatchObject({ ok: false, isRefused: true, serverResponse: '403 ErrorAccessDenied Access is denied.' });
    expect(check.hint).toContain('Mail.Send');
    expect(check.steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['login', true],
      ['from', true],
      ['data', false],
    ]);
    expect(server.drafts).toHaveLength(0);
  });
});
