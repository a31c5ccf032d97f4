import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SmtpSink } from '@rapport/providers/testing';
import { systemContext } from '../src/platform/context/contexts.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { newId } from '../src/platform/database/ids.js';
import { SystemMailbox } from '../src/platform/mail/SystemMailbox.js';
import { SystemMailer } from '../src/platform/mail/SystemMailer.js';
import { systemMailOf } from '../src/platform/mail/systemMailOf.js';
import { rowsOf } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

const SECRET = 'https://rapport.example.com/reset/very-secret-token';

function resetMail(to: string): ReturnType<typeof systemMailOf> {
  return systemMailOf({
    to,
    subject: 'Choose a new password',
    paragraphs: ['Someone asked to reset your password.'],
    button: { label: 'Choose a new password', url: SECRET },
    publicUrl: 'https://rapport.example.com',
  });
}

async function send(test: TestApp, to: string): Promise<void> {
  const ctx = systemContext(test.services.dataSource.manager);
  await test.app.get(UnitOfWork).run(ctx, (ctx) => test.app.get(SystemMailer).send(ctx, resetMail(to)));
}

async function emailOf(person: Person): Promise<string> {
  return (await dataOf<{ user: { email: string } }>(person.get('/api/v1/auth/session'))).user.email;
}

const mailsOf = (person: Person): Promise<{ id: string; subject: string }[]> => dataOf(person.get('/api/v1/me/system-mails'));

describe('system mail without an SMTP server', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  it('is shown to the person it is addressed to, and to no other member', async () => {
    const admin = await test.member('admin');
    await send(test, (await emailOf(test.owner)).toUpperCase());
    await waitFor('the mail', async () => (await mailsOf(test.owner)).length === 1);
    const [mail] = await mailsOf(test.owner);
    expect(mail?.subject).toBe('Choose a new password');
    const shown = await dataOf<{ html: string; text: string }>(test.owner.get(`/api/v1/me/system-mails/${mail?.id}`));
    expect(shown.html).toContain(SECRET);
    expect(shown.text).toContain(SECRET);
    expect((await mailsOf(admin)).map(({ id }) => id)).not.toContain(mail?.id);
    expect((await errorOf(admin.get(`/api/v1/me/system-mails/${mail?.id}`))).code).toBe('systemMail.notFound');
  });

  it('leaves no file behind whose row never came or has gone, once it is old', async () => {
    const { owner, clock, database } = test;
    const before = (await mailsOf(owner)).length;
    await send(test, await emailOf(owner));
    await waitFor('the mail', async () => (await mailsOf(owner)).length > before);
    const folder = path.join(database.dataDir, 'system-mail');
    const [kept] = await mailsOf(owner);
    const [stray, draft, young] = [newId(), newId(), newId()];
    writeFileSync(path.join(folder, `${stray}.eml`), 'stray');
    writeFileSync(path.join(folder, `${draft}.tmp`), 'half');
    writeFileSync(path.join(folder, 'notes of the operator.eml'), 'mine');
    const mailbox = test.app.get(SystemMailbox, { strict: false });
    expect(await mailbox.removeStrayFiles(clock.now())).toBe(0);
    expect(await mailbox.removeStrayFiles(new Date(clock.now().getTime() + 8 * 86_400_000))).toBe(2);
    writeFileSync(path.join(folder, `${young}.eml`), 'young');
    expect(await mailbox.removeStrayFiles(clock.now())).toBe(0);
    const names = readdirSync(folder);
    expect(names).toEqual(expect.arrayContaining([`${kept?.id}.eml`, `${young}.eml`, 'notes of the operator.eml']));
    expect(names).not.toContain(`${stray}.eml`);
    expect(names).not.toContain(`${draft}.tmp`);
    for (const name of [`${young}.eml`, 'notes of the operator.eml']) rmSync(path.join(folder, name));
  });

  it('is a file that only the operator of the machine can read, and sealed in the database', async () => {
    await send(test, `file-${newId()}@example.com`);
    const folder = path.join(test.database.dataDir, 'system-mail');
    await waitFor('the mail', async () => (await rowsOf(test.services.dataSource.manager, 'system_mails')).length >= 2);
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(folder, readdirSync(folder).at(-1) ?? ''), 'utf8')).toContain('very-secret-token');
    const everything = [...(await rowsOf(test.services.dataSource.manager, 'system_mails'))];
    expect(JSON.stringify(everything)).not.toContain('very-secret-token');
  });

  it('is not sent when what asked for it is rolled back', async () => {
    const recipients = async (): Promise<string[]> =>
      (await rowsOf<{ recipient: string }>(test.services.dataSource.manager, 'system_mails')).map(({ recipient }) => recipient);
    const ctx = systemContext(test.services.dataSource.manager);
    const failed = test.app.get(UnitOfWork).run(ctx, async (ctx) => {
      await test.app.get(SystemMailer).send(ctx, resetMail('nobody@example.com'));
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    await send(test, 'after@example.com');
    await waitFor('the next mail', async () => (await recipients()).includes('after@example.com'));
    expect(await recipients()).not.toContain('nobody@example.com');
  });
});

describe('system mail with an SMTP server', () => {
  let sink: SmtpSink;
  let test: TestApp;
  beforeAll(async () => {
    sink = await SmtpSink.start({ user: 'ada', password: 'p@ss/word' });
    const { host, port } = sink.address;
    test = await TestApp.start({
      SYSTEM_SMTP_URL: `smtp://ada:${encodeURIComponent('p@ss/word')}@${host}:${port}?security=none`,
      SYSTEM_MAIL_FROM: 'Rapport <rapport@example.com>',
    });
  });
  afterAll(async () => {
    await test.stop();
    await sink.stop();
  });

  it('leaves through it and is kept nowhere', async () => {
    await send(test, 'ann@example.org');
    await waitFor('the mail', () => sink.received.length === 1);
    expect(sink.received[0]?.recipients).toEqual(['ann@example.org']);
    expect(await rowsOf(test.services.dataSource.manager, 'system_mails')).toEqual([]);
  });
});
