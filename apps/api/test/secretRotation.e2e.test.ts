import { execFile } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AuditTrail } from '../src/platform/audit/AuditTrail.js';
import { type AuditRow, expectedHash } from '../src/platform/audit/auditChain.js';
import { jobContext, systemContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, isPostgres, queryOne, queryRows, sql } from '../src/platform/database/sql.js';
import { JobWorker } from '../src/platform/jobs/JobWorker.js';
import { KeyRing } from '../src/platform/security/KeyRing.js';
import { SealedRepository } from '../src/platform/security/SealedRepository.js';
import { SecretBox } from '../src/platform/security/SecretBox.js';
import { SecretRotation } from '../src/platform/security/SecretRotation.js';
import { ApprovalRepository } from '../src/modules/campaigns/approvals/ApprovalRepository.js';
import { ApprovalSeal } from '../src/modules/campaigns/approvals/ApprovalSeal.js';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { sealedColumns } from '../src/sealedColumns.js';
import { builtProgram } from './support/builtProgram.js';
import { approvedCampaign, seedList } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { waitFor } from './support/waitFor.js';
import { TestApp } from './support/startTestApp.js';

const command = builtProgram('rotateSecrets');
let test: TestApp;
let keyFile: string;

beforeEach(async () => {
  test = await TestApp.start();
  keyFile = path.join(test.database.dataDir, 'secrets.json');
});
afterEach(() => test.stop());

const keysIn = (): { keys: { id: string }[]; rotatingTo?: string } => JSON.parse(readFileSync(keyFile, 'utf8')) as never;
const manager = () => test.services.dataSource.manager;
/** The keys as a process reads them that starts now. */
const freshBox = (): SecretBox => new SecretBox(KeyRing.open(keyFile, new Date()));
const rotate = () => new SecretRotation(keyFile, sealedColumns, new SealedRepository(manager())).run(new Date());

async function saveSender(password: string): Promise<void> {
  const config = { host: '127.0.0.1', port: 2525, security: 'none', user: 'ann', password };
  await dataOf(test.owner.put('sender', { type: 'smtp', config }));
}

async function senderPasswordBy(box: SecretBox): Promise<string> {
  const [column] = sealedColumns;
  const [row] = column ? await new SealedRepository(manager()).list(column, '', 1) : [];
  const value = row && column?.find(row)[0];
  return box.open(value?.sealed ?? '', value?.place ?? '');
}

/** Sealed values anywhere in the database, by the key that sealed them. */
async function countSealedWith(keyId: string): Promise<number> {
  const tables = await queryRows<{ name: string }>(
    manager(),
    isPostgres(manager())
      ? sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`
      : sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%fts%'`,
  );
  let count = 0;
  for (const { name } of tables) {
    const rows = await queryRows<object>(manager(), sql`SELECT * FROM ${sql.raw(`"${name}"`)}`);
    count += JSON.stringify(rows).split(`v1.${keyId}.`).length - 1;
  }
  return count;
}

it('seals every stored credential with a new key, and keeps the old one for reading', async () => {
  await saveSender('the-smtp-password');
  await addTwoFactor('a-totp-secret');
  const oldId = keysIn().keys[0]?.id ?? '';
  await dataOf(test.owner.post('/api/v1/installation/test-mail'));
  await waitFor('the test mail', async () => (await queryRows(manager(), sql`SELECT id FROM system_mails`)).length === 1);
  const report = await rotate();
  expect(report.columns).toEqual([
    { name: 'workspace_secrets.sealed', resealed: 1, current: 0 },
    { name: 'sender_accounts.settings_json', resealed: 0, current: 0 },
    { name: 'two_factor.secret', resealed: 1, current: 0 },
    { name: 'system_mails.raw', resealed: 1, current: 0 },
  ]);
  expect(keysIn().keys.map(({ id }) => id)).toEqual([report.keyId, oldId]);
  expect(keysIn().rotatingTo).toBeUndefined();
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  // Fails when a table gets sealed values and is not listed in sealedColumns.ts.
  expect(await countSealedWith(oldId)).toBe(0);
  expect(await senderPasswordBy(freshBox())).toBe('the-smtp-password');
  // The process that ran all the time reads them too.
  expect(await senderPasswordBy(test.app.get(SecretBox))).toBe('the-smtp-password');
});

it('leaves alone what was made with the old key, and it still holds', async () => {
  const { listId } = await seedList(manager(), test.owner.workspaceId, 1);
  const campaign = await approvedCampaign(test.owner, [listId]);
  const approvals = test.app.get(ApprovalRepository, { strict: false });
  const approval = await approvals.findLatest(jobContext(manager(), test.owner.workspaceId, 'test'), campaign.id);
  const link = { workspaceId: test.owner.workspaceId, contactId: null, recipientId: null, addressKey: 'ann@example.com' };
  const url = new URL(test.app.get(UnsubscribeService, { strict: false }).urlFor(link));
  await test.app.get(AuditTrail).record(systemContext(manager()), { action: 'secret.set' });
  await rotate();
  const keyRing = KeyRing.open(keyFile, new Date());
  expect(approval && new ApprovalSeal(keyRing).isIntact(approval)).toBe(true);
  await test.close();
  test = await TestApp.start({}, test.database);
  const answer = await fetch(`${test.url}${url.pathname}`, { method: 'POST' });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('unsubscribed');
  await test.app.get(AuditTrail).record(systemContext(manager()), { action: 'secret.removed' });
  const chain = await queryRows<AuditRow>(
    manager(),
    sql`SELECT chain, seq, actor_type AS "actorType", actor_id AS "actorId", action, entity_type AS "entityType", entity_id AS "entityId", details,
          ip_address AS "ipAddress", request_id AS "requestId", timestamp, prev_hash AS "prevHash", hash FROM audit_logs WHERE chain = 'installation' ORDER BY seq`,
  );
  expect(new Set(chain.map(({ hash }) => hash.split('.')[0])).size).toBe(2);
  expect(chain.map((row) => expectedHash(row, keyRing) === row.hash)).toEqual(chain.map(() => true));
  chain.slice(1).forEach((row, index) => expect(row.prevHash).toBe(chain[index]?.hash));
});

it('refuses while it cannot read a value, names it, and changes nothing', async () => {
  await saveSender('the-smtp-password');
  const { id } = (await queryOne<{ id: string }>(manager(), sql`SELECT id FROM workspace_secrets`)) ?? { id: '' };
  await execute(manager(), sql`UPDATE workspace_secrets SET sealed = replace(sealed, 'v1.', 'v1.0')`);
  const before = readFileSync(keyFile, 'utf8');
  await expect(rotate()).rejects.toThrow(`workspace_secrets.sealed of row ${id}`);
  expect(readFileSync(keyFile, 'utf8')).toBe(before);
});

it('goes on where it was after a kill, with the key it had made', async () => {
  await addSenders(1_500);
  const oldId = keysIn().keys[0]?.id ?? '';
  await test.app.get(JobWorker).stop(5_000);
  await test.services.dataSource.destroy();
  const killed = startCommand();
  await waitFor('the new key', () => keysIn().keys.length === 2, 15_000);
  killed.kill('SIGKILL');
  await killed.ended;
  const { rotatingTo } = keysIn();
  expect(rotatingTo).toBe(keysIn().keys[0]?.id);
  const { code, output } = await startCommand().ended;
  expect(output).toContain(`New key ${rotatingTo}; 2 keys in the file`);
  expect(code).toBe(0);
  await test.services.dataSource.initialize();
  expect(await countSealedWith(oldId)).toBe(0);
  expect(await countSealedWith(rotatingTo ?? '')).toBe(1_500);
  expect(keysIn()).toEqual({ keys: [expect.objectContaining({ id: rotatingTo }), expect.objectContaining({ id: oldId })] });
}, 120_000);

it('says on SQLite that the server has to be stopped first; on PostgreSQL it runs beside it', async () => {
  const { code, output } = await startCommand().ended;
  if (test.database.isPostgres) {
    expect(code).toBe(0);
    expect(output).toContain('Restart every process');
  } else {
    expect(code).toBe(1);
    expect(output).toContain('The keys were not rotated.');
    expect(output).toContain('in use by another running Rapport');
    expect(keysIn().keys).toHaveLength(1);
  }
});

it('refuses a damaged key file', async () => {
  writeFileSync(keyFile, '{"keys":[]}');
  await expect(rotate()).rejects.toThrow('is damaged');
  const stranger = await test.stranger();
  stranger.workspaceId = test.owner.workspaceId;
  expect((await errorOf(stranger.get('sender'))).status).toBe(404);
});

async function addTwoFactor(secret: string): Promise<void> {
  const userId = test.owner.userId;
  const sealed = test.app.get(SecretBox).seal(secret, `two_factor.secret.${userId}`);
  await execute(
    manager(),
    sql`INSERT INTO two_factor (user_id, secret, created_at) VALUES (${userId}, ${sealed}, ${new Date().toISOString()})`,
  );
}

async function addSenders(count: number): Promise<void> {
  const box = test.app.get(SecretBox);
  const now = new Date().toISOString();
  const rows = Array.from({ length: count }, (_, index) => {
    const [workspaceId, id] = [newId(), newId()];
    const password = box.seal(`password ${index}`, `workspace_email_providers.config_json/${id}/password`);
    return {
      workspace: sql`(${workspaceId}, ${`Many ${index}`}, ${test.owner.userId}, ${now})`,
      sender: sql`(${id}, ${workspaceId}, 'smtp', 'email', 'Old', ${JSON.stringify({ values: {}, secrets: { password } })}, ${now}, ${now})`,
    };
  });
  for (let start = 0; start < count; start += 300) {
    const slice = rows.slice(start, start + 300);
    const workspaces = sql.join(
      slice.map(({ workspace }) => workspace),
      ', ',
    );
    const senders = sql.join(
      slice.map(({ sender }) => sender),
      ', ',
    );
    await execute(manager(), sql`INSERT INTO workspaces (id, name, user_id, created_at) VALUES ${workspaces}`);
    await execute(
      manager(),
      sql`INSERT INTO sender_accounts (id, workspace_id, kind, channel, name, settings_json, created_at, updated_at) VALUES ${senders}`,
    );
  }
}

function startCommand(): { kill: (signal: NodeJS.Signals) => void; ended: Promise<{ code: number | null; output: string }> } {
  let finish: (result: { code: number | null; output: string }) => void;
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => (finish = resolve));
  const environment = { PATH: process.env['PATH'], ...test.database.environment };
  const child = execFile(process.execPath, [command], { env: environment, cwd: test.database.dataDir }, (error, stdout, stderr) =>
    finish({ code: error ? (typeof error.code === 'number' ? error.code : null) : 0, output: stdout + stderr }),
  );
  return { kill: (signal) => void child.kill(signal), ended };
}
