import { readdirSync } from 'node:fs';
import path from 'node:path';
import { systemContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { SystemMailer } from '../src/platform/mail/SystemMailer.js';
import { INVITATION_LIMITS } from '../src/modules/workspaces/InvitationLimits.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { mailsTo } from './support/systemMails.js';
import { emailOf } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

const DAY_MS = 86_400_000;

let test: TestApp;
beforeEach(async () => {
  test = await TestApp.start();
});
afterEach(() => test.stop());

const freshAddress = (): string => `guest-${newId()}@example.com`;
const invite = (person: Person, email: string) => person.post('invitations', { email, role: 'viewer' });

it('one address gets a few invitations a day from a workspace, new ones and renewed ones together', async () => {
  const email = freshAddress();
  let id = '';
  for (let n = 0; n < INVITATION_LIMITS.addressInWorkspace; n += 1) {
    const again = n % 2 === 1;
    const made = again ? test.owner.post(`invitations/${id}/resend`) : invite(test.owner, n % 4 === 0 ? email : email.toUpperCase());
    ({ id } = await dataOf<{ id: string }>(made));
  }
  for (const refused of [invite(test.owner, email), test.owner.post(`invitations/${id}/resend`)]) {
    const answer = await refused;
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(await errorOf(Promise.resolve(answer))).toMatchObject({ code: 'invitation.tooMany', details: { limit: 'addressInWorkspace' } });
  }
  await waitFor('the mails', () => mailsTo(test.database, email).length >= INVITATION_LIMITS.addressInWorkspace);
  expect(mailsTo(test.database, email)).toHaveLength(INVITATION_LIMITS.addressInWorkspace);
  // Others are invited all the same, and that address again tomorrow.
  await dataOf(invite(test.owner, freshAddress()));
  test.clock.advance(DAY_MS + 1000);
  await dataOf(test.owner.post('/api/v1/auth/step-up', { password: 'correct horse battery' }));
  await dataOf(invite(test.owner, email));
});

it('one address gets so many a day from all workspaces together', async () => {
  const email = freshAddress();
  const workspaces = INVITATION_LIMITS.address / INVITATION_LIMITS.addressInWorkspace;
  for (let w = 0; w < workspaces; w += 1) {
    const owner = w === 0 ? test.owner : await test.stranger(`W${w} Owner`);
    for (let n = 0; n < INVITATION_LIMITS.addressInWorkspace; n += 1) await dataOf(invite(owner, email));
  }
  expect(await errorOf(invite(await test.stranger('Last Owner'), email))).toMatchObject({ status: 429, details: { limit: 'address' } });
});

it('one person sends so many a day, from however many workspaces, also when all are asked for at once', async () => {
  const own = [test.owner.workspaceId];
  for (let n = 0; n < 2; n += 1) own.push((await dataOf<{ id: string }>(test.owner.post('/api/v1/workspaces', { name: `More ${n}` }))).id);
  const asked = INVITATION_LIMITS.person + 15;
  const statuses: number[] = [];
  for (let n = 0; n < asked; n += 20) {
    const some = Array.from({ length: Math.min(20, asked - n) }, (_, k) => n + k);
    const answers = await Promise.all(
      some.map((k) => test.owner.post(`/api/v1/workspaces/${own[k % own.length]}/invitations`, { email: freshAddress(), role: 'viewer' })),
    );
    statuses.push(...answers.map(({ status }) => status));
  }
  expect(statuses.filter((status) => status === 201)).toHaveLength(INVITATION_LIMITS.person);
  expect(statuses.filter((status) => status === 429)).toHaveLength(15);
});

it('a workspace has so many open invitations', async () => {
  const { manager } = test.services.dataSource;
  const now = new Date().toISOString();
  const rows = Array.from(
    { length: 500 },
    () => sql`(${newId()}, ${test.owner.workspaceId}, ${freshAddress()}, 'viewer', ${newId()}, ${test.owner.userId}, ${now}, ${now})`,
  );
  await execute(
    manager,
    sql`INSERT INTO invitations (id, workspace_id, email, role, token_hash, invited_by, created_at, expires_at) VALUES ${sql.join(rows, ', ')}`,
  );
  expect((await errorOf(invite(test.owner, freshAddress()))).code).toBe('invitation.tooManyOpen');
  const [first] = await dataOf<{ id: string }[]>(test.owner.get('invitations'));
  await dataOf(test.owner.delete(`invitations/${first?.id}`));
  await dataOf(invite(test.owner, freshAddress()));
  const stranger = await test.stranger();
  stranger.workspaceId = test.owner.workspaceId;
  expect((await errorOf(invite(stranger, freshAddress()))).status).toBe(404);
});

it('the built-in mailbox keeps the newest mails of each address: a flood to one costs others nothing', async () => {
  const person = await test.stranger('Mia Mailbox');
  const email = await emailOf(person);
  const ctx = systemContext(test.services.dataSource.manager);
  const send = (to: string, subject: string): Promise<void> =>
    test.app.get(UnitOfWork).run(ctx, (ctx) => test.app.get(SystemMailer).send(ctx, { to, subject, text: subject, kind: 'notice' }));
  const mailsOf = async (): Promise<string[]> =>
    (await dataOf<{ subject: string }[]>(person.get('/api/v1/me/system-mails'))).map(({ subject }) => subject);
  await send(email, 'Do not lose me');
  await waitFor('the mail', async () => (await mailsOf()).includes('Do not lose me'));
  const victim = freshAddress();
  for (let n = 0; n < 260; n += 1) await send(n % 2 ? victim : victim.toUpperCase(), `Flood ${n}`);
  const ofVictim = (): Promise<{ id: string; subject: string }[]> =>
    queryRows(test.services.dataSource.manager, sql`SELECT id, subject FROM system_mails WHERE recipient = ${victim} ORDER BY id`);
  await waitFor('the flood', async () => (await ofVictim()).at(-1)?.subject === 'Flood 259', 60_000);
  // Those that arrived at the very same moment do not see each other: the next one makes room.
  await send(victim, 'Flood 260');
  await waitFor('the rest', async () => (await ofVictim()).length === 50, 60_000);
  expect(await mailsOf()).toContain('Do not lose me');
  // A file goes after its row: what is left behind by a crash is a mail too many, never one too few.
  await waitFor('a file for each row, and no other', async () => {
    const files = readdirSync(path.join(test.database.dataDir, 'system-mail')).filter((name) => name.endsWith('.eml'));
    const rows = await queryRows<{ id: string }>(test.services.dataSource.manager, sql`SELECT id FROM system_mails`);
    return (
      files.sort().join() ===
      rows
        .map(({ id }) => `${id}.eml`)
        .sort()
        .join()
    );
  });
  // Ninety days later they make room.
  test.clock.advance(91 * DAY_MS);
  await send(victim, 'Late');
  await waitFor('the late mail', async () => (await ofVictim()).at(-1)?.subject === 'Late');
  await waitFor('room', async () => (await queryRows(test.services.dataSource.manager, sql`SELECT id FROM system_mails`)).length <= 40);
}, 180_000);
