import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { type Campaign, createCampaign, getCampaign, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Signed {
  status: string;
  needed: number;
  isSelfApproval: boolean;
  signatures: { reviewer: { id: string } | null; notes: string | null }[];
}

let test: TestApp;
let author: Person;
let approvers: readonly [Person, Person, Person];
let listId: string;
beforeAll(async () => {
  test = await TestApp.start();
  author = await test.member('author');
  approvers = [await test.member('approver'), await test.member('approver'), await test.member('approver')];
  ({ listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 3));
  await need('2');
});
afterAll(() => test.stop());

const need = (approvalsNeeded: string): Promise<unknown> => dataOf(test.owner.patch('settings', { values: { approvalsNeeded } }));

async function asked(): Promise<string> {
  const { id } = await createCampaign(author, [listId]);
  await ask(id);
  return id;
}

async function ask(id: string): Promise<void> {
  await dataOf(author.post(`campaigns/${id}/request-approval`, {}));
  await waitFor('the audience to be recorded', async () => {
    const { approval } = await dataOf<{ approval: { audience: { isRecorded: boolean } | null } }>(author.get(`campaigns/${id}`));
    return approval.audience?.isRecorded === true;
  });
}

const sign = (person: Person, id: string, body: object = {}): Promise<Campaign> => dataOf(person.post(`campaigns/${id}/approve`, body));
const approvalOf = async (id: string): Promise<Signed> => (await dataOf<{ approval: Signed }>(test.owner.get(`campaigns/${id}`))).approval;
const needsOf = async (person: Person): Promise<string> => JSON.stringify(await dataOf(person.get('dashboard')));

describe('a quorum of approvals', () => {
  it('approves with as many different people as were asked for, and lets nobody send before', async () => {
    const id = await asked();
    const first = await sign(approvers[0], id, { notes: 'Fine with me' });
    expect(first.status).toBe('inReview');
    expect(first.allowedActions).not.toContain('approve');
    expect(await approvalOf(id)).toMatchObject({ status: 'pending', needed: 2, signatures: [{ notes: 'Fine with me' }] });
    expect((await errorOf(test.owner.post(`campaigns/${id}/send`))).status).toBe(409);
    expect(await errorOf(approvers[0].post(`campaigns/${id}/approve`, {}))).toMatchObject({ status: 409, code: 'approval.alreadySigned' });
    expect((await sign(approvers[1], id)).status).toBe('approved');
    expect((await approvalOf(id)).signatures.map(({ reviewer }) => reviewer?.id)).toEqual([approvers[0].userId, approvers[1].userId]);
    const rows = await queryRows(
      test.services.dataSource.manager,
      sql`SELECT s.id FROM campaign_signatures s
      JOIN campaign_approvals a ON a.id = s.approval_id WHERE a.campaign_id = ${id}`,
    );
    expect(rows).toHaveLength(2);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    await untilStatus(test.owner, id, 'sent');
  });

  it('counts two who sign at once as two, and one who signs twice at once as one', async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await asked();
      const answers = await Promise.all([approvers[0], approvers[1]].map((person) => person.post(`campaigns/${id}/approve`, {})));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect((await getCampaign(test.owner, id)).status).toBe('approved');
      const other = await asked();
      const twice = await Promise.all([1, 2].map(() => approvers[2].post(`campaigns/${other}/approve`, {})));
      expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect((await getCampaign(test.owner, other)).status).toBe('inReview');
      expect((await approvalOf(other)).signatures).toHaveLength(1);
    }
  });

  it('starts anew after a rejection and after any change', async () => {
    const id = await asked();
    await sign(approvers[0], id);
    await dataOf(approvers[1].post(`campaigns/${id}/reject`, { notes: 'Not yet' }));
    expect((await getCampaign(test.owner, id)).status).toBe('draft');
    await ask(id);
    expect((await approvalOf(id)).signatures).toEqual([]);
    await sign(approvers[0], id);
    const { version } = await getCampaign(author, id);
    await dataOf(author.patch(`campaigns/${id}`, { version, subject: 'Other words' }));
    expect((await getCampaign(author, id)).status).toBe('draft');
    await ask(id);
    expect((await sign(approvers[1], id)).status).toBe('inReview');
    expect((await approvalOf(id)).signatures).toHaveLength(1);
  });

  it('keeps the number of the request, whatever is set later', async () => {
    const id = await asked();
    await sign(approvers[0], id);
    await need('1');
    const single = await asked();
    await need('3');
    expect((await sign(approvers[0], single)).status).toBe('approved');
    expect((await approvalOf(id)).needed).toBe(2);
    expect((await sign(approvers[1], id)).status).toBe('approved');
    await need('2');
  });

  it('refuses a number that nobody could reach, and a request that nobody could sign', async () => {
    expect(await errorOf(test.owner.patch('settings', { values: { approvalsNeeded: '5' } }))).toMatchObject({
      status: 422,
      code: 'request.invalid',
      fields: [expect.objectContaining({ field: 'values.approvalsNeeded' })],
    });
    for (const value of ['0', '6', '1.5', 'two'])
      expect((await errorOf(test.owner.patch('settings', { values: { approvalsNeeded: value } }))).status).toBe(422);
    await need('4');
    // The owner is one of the four, and does not sign what they ask for.
    const { id } = await createCampaign(test.owner, [listId]);
    expect(await errorOf(test.owner.post(`campaigns/${id}/request-approval`, {}))).toMatchObject({
      status: 409,
      code: 'approval.tooFewApprovers',
    });
    expect((await getCampaign(test.owner, id)).status).toBe('draft');
    await need('2');
  });

  it('shows Home only to those who have not signed', async () => {
    const id = await asked();
    await dataOf(author.patch(`campaigns/${id}`, { version: (await getCampaign(author, id)).version, name: 'Quorum on Home' }));
    await ask(id);
    await sign(approvers[0], id);
    expect(await needsOf(approvers[0])).not.toContain('Quorum on Home waits for approval');
    expect(await needsOf(approvers[1])).toContain('Quorum on Home waits for approval');
  });

  it('is in the seal: an approval that lost a signature in the database sends nothing', async () => {
    const id = await asked();
    await sign(approvers[0], id);
    const [row] = await queryRows<{ sealed: string }>(
      test.services.dataSource.manager,
      sql`SELECT sealed_json AS sealed FROM campaign_approvals WHERE campaign_id = ${id} ORDER BY id DESC LIMIT 1`,
    );
    const forged = JSON.stringify({ ...(JSON.parse(row?.sealed ?? '{}') as object), needed: 1 });
    await execute(test.services.dataSource.manager, sql`UPDATE campaign_approvals SET sealed_json = ${forged} WHERE campaign_id = ${id}`);
    expect(await errorOf(approvers[1].post(`campaigns/${id}/approve`, {}))).toMatchObject({ code: 'approval.tampered' });
    expect((await getCampaign(test.owner, id)).status).toBe('inReview');
  });
});
