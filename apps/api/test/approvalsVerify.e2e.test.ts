import { execFile } from 'node:child_process';
import { newId } from '../src/platform/database/ids.js';
import { execute, sql, type SqlFragment } from '../src/platform/database/sql.js';
import { builtProgram } from './support/builtProgram.js';
import { approve, approvedCampaign, createCampaign, seedList } from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
let listId: string;
beforeAll(async () => {
  test = await TestApp.start();
  ({ listId } = await seedList(manager(), test.owner.workspaceId, 3));
});
afterAll(() => test.stop());

const manager = (): Parameters<typeof seedList>[0] => test.services.dataSource.manager;
const cli = builtProgram('verifyApprovals');

/** `npm run approvals:verify`, beside the running application. */
function verify(over: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli],
      { cwd: test.database.dataDir, env: { PATH: process.env['PATH'], ...test.database.environment, ...over } },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: stdout + stderr }),
    );
  });
}

const approval = (set: SqlFragment) => (id: string) => sql`UPDATE campaign_approvals SET ${set} WHERE campaign_id = ${id}`;
const campaign = (set: SqlFragment) => (id: string) => sql`UPDATE campaigns SET ${set} WHERE id = ${id}`;
const snapshot = (set: SqlFragment) => (id: string) =>
  sql`UPDATE audience_snapshot_chunks SET ${set} WHERE snapshot_id = (SELECT snapshot_id FROM campaign_approvals WHERE campaign_id = ${id})`;
const version = (set: SqlFragment) => (id: string) =>
  sql`UPDATE template_versions SET ${set} WHERE id = (SELECT template_version_id FROM campaigns WHERE id = ${id})`;

const signature = (of: (approvalId: SqlFragment) => SqlFragment) => (id: string) =>
  of(sql`approval_id = (SELECT id FROM campaign_approvals WHERE campaign_id = ${id})`);

/** What an attacker with the database but without the key file may try, on an approval that was granted. */
const FORGERIES: readonly (readonly [what: string, forge: (id: string) => SqlFragment, told: string])[] = [
  ['decision', approval(sql`status = 'rejected'`), 'decision: not as signed'],
  [
    'reviewer',
    approval(sql`requested_by = NULL, reviewer_id = (SELECT MAX(id) FROM users WHERE id <> reviewer_id)`),
    'reviewer: not as signed',
  ],
  ['requester', approval(sql`requested_by = (SELECT MAX(id) FROM users WHERE id <> requested_by)`), 'requester: not as signed'],
  ['own', approval(sql`is_self_approval = ${false}`), 'self-approval: not as signed'],
  ['note', approval(sql`notes = 'Fine by me'`), 'note of the decision: not as signed'],
  ['question', approval(sql`request_notes = 'Only a test'`), 'note of the request: not as signed'],
  ['expiry', approval(sql`expires_at = '2099-01-01T00:00:00.000Z'`), 'expiry: not as signed'],
  ['no expiry', approval(sql`expires_at = NULL`), 'expiry: not as signed'],
  ['asked at', approval(sql`created_at = '2026-01-01T00:00:00.000Z'`), 'time of the request: not as signed'],
  ['decided at', approval(sql`reviewed_at = '2026-01-01T00:00:00.000Z'`), 'time of the decision: not as signed'],
  ['growth', approval(sql`sealed_json = REPLACE(sealed_json, '"allowsGrowth":false', '"allowsGrowth":true')`), 'the seal does not fit'],
  ['drift', approval(sql`sealed_json = REPLACE(sealed_json, '"driftLimit":10', '"driftLimit":99')`), 'the seal does not fit'],
  ['sender name', approval(sql`sealed_json = REPLACE(sealed_json, 'Garden Club', 'Garden Klub')`), 'the seal does not fit'],
  ['digest', approval(sql`sealed_json = REPLACE(sealed_json, '"digest":"', '"digest":"x')`), 'the seal does not fit'],
  ['members', approval(sql`sealed_json = REPLACE(sealed_json, '"members":3', '"members":4')`), 'the seal does not fit'],
  ['seal', approval(sql`seal = REPLACE(seal, 'v2.', 'v3.')`), 'the seal does not fit'],
  ['no seal', approval(sql`seal = NULL`), 'the seal does not fit'],
  ['lost signature', signature((its) => sql`DELETE FROM campaign_signatures WHERE ${its}`), 'signatures: not as signed'],
  [
    'signature of another',
    signature((its) => sql`UPDATE campaign_signatures SET reviewer_id = (SELECT MAX(id) FROM users WHERE id <> reviewer_id) WHERE ${its}`),
    'signatures: not as signed',
  ],
  [
    'added signature',
    signature(
      (its) =>
        sql`INSERT INTO campaign_signatures (id, workspace_id, approval_id, reviewer_id, notes, signed_at)
            SELECT ${newId()}, workspace_id, approval_id, (SELECT MAX(id) FROM users WHERE id <> reviewer_id), NULL, signed_at FROM campaign_signatures WHERE ${its}`,
    ),
    'signatures: not as signed',
  ],
  ['no document', approval(sql`sealed_json = NULL`), 'the signed document is missing'],
  ['other snapshot', approval(sql`snapshot_id = 'x'`), 'recipients: not as signed'],
  ['snapshot rows', snapshot(sql`last_id = first_id`), 'recipients: the record is not the one that was signed'],
  ['snapshot digest', snapshot(sql`digest = 'x'`), 'recipients: the record is not the one that was signed'],
  [
    'snapshot people',
    snapshot(sql`content = (SELECT content FROM audience_snapshot_chunks WHERE members = 2 LIMIT 1)`),
    'part 1 of 1 of the record was changed',
  ],
  ['text', version(sql`body_html = '<p>Buy this</p>'`), 'template: changed since it was signed'],
  ['preheader', version(sql`preheader = 'Buy this'`), 'preheader: changed since it was signed'],
  ['subject', campaign(sql`subject = 'Buy this'`), 'subject: changed since it was signed'],
  ['from', campaign(sql`from_email = 'thief@example.com'`), 'sender address: changed since it was signed'],
  ['reply', campaign(sql`reply_to = 'thief@example.com'`), 'reply address: changed since it was signed'],
  ['lists', campaign(sql`segment_json = '{"listIds":[],"excludeListIds":[]}'`), 'lists: changed since it was signed'],
  [
    'schedule',
    campaign(sql`schedule_json = '{"kind":"at","localTime":"2030-01-01T09:00","timeZone":"UTC"}'`),
    'schedule: changed since it was signed',
  ],
  [
    'sending hours',
    campaign(sql`schedule_json = '{"kind":"now","timeZone":"UTC","hours":{"days":["MO"],"from":"09:00","until":"18:00"}}'`),
    'schedule: changed since it was signed',
  ],
];

it('agrees with what nobody touched, in every state an approval can be in', async () => {
  const { owner } = test;
  expect(await verify()).toMatchObject({ code: 0, output: expect.stringContaining('0 approvals checked.') });
  const pending = await createCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${pending.id}/request-approval`, { notes: 'Please look' }));
  const rejected = await createCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${rejected.id}/request-approval`, {}));
  await dataOf(owner.post(`campaigns/${rejected.id}/reject`, { notes: 'Not yet' }));
  const withdrawn = await approvedCampaign(owner, [listId]);
  const { version: read } = await dataOf<{ version: number }>(owner.post(`campaigns/${withdrawn.id}/withdraw`, {}));
  await dataOf(owner.patch(`campaigns/${withdrawn.id}`, { subject: 'Another subject', version: read }));
  await approve(owner, withdrawn.id);
  await approvedCampaign(owner, [listId], { schedule: { kind: 'at', localTime: '2099-05-01T09:00', timeZone: 'Europe/Berlin' } });
  // Names, branding and lists may change after a decision; whether it still counts is asked before each batch.
  await dataOf(owner.patch('', { postalAddress: 'New Road 2, Ghent' }));
  await dataOf(owner.patch(`lists/${listId}`, { name: 'Renamed' }));
  expect(await verify()).toMatchObject({ code: 0, output: '5 approvals checked. All agree with what was signed.\n' });
}, 60_000);

it('names each approval that was changed in the database, and what about it, over many batches', async () => {
  const { owner } = test;
  await test.stranger();
  const extra = await seedList(manager(), owner.workspaceId, 2, 'extra');
  const forged: { id: string; name: string; told: string }[] = [];
  for (const [what, , told] of FORGERIES) {
    const name = `Forged ${what}.`;
    forged.push({ id: (await approvedCampaign(owner, [listId], { name })).id, name, told });
    await approvedCampaign(owner, [extra.listId], { name: `Fine ${what}.` });
  }
  for (const [index, [, forge]] of FORGERIES.entries()) expect(await execute(manager(), forge(forged[index]?.id ?? ''))).toBe(1);
  const { code, output } = await verify();
  const lines = output.split('\n');
  expect(code).toBe(1);
  for (const { id, name, told } of forged) {
    const line = lines.find((each) => each.includes(`"${name}" (${id})`));
    expect({ name, line }).toEqual({ name, line: expect.stringContaining(told) });
  }
  expect(output).not.toContain('"Fine ');
  expect(output).toContain(`${5 + 2 * FORGERIES.length} approvals checked. ${FORGERIES.length} do not agree with what was signed.`);
}, 180_000);

it('says that it could not look, without database or keys', async () => {
  expect(await verify({ DATA_DIR: '/nowhere' })).toMatchObject({
    code: 2,
    output: expect.stringContaining('There is no file /nowhere/secrets.json'),
  });
});
