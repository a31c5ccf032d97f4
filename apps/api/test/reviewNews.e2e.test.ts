import { createCampaign, passTime, seedList } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { mailsTo } from './support/systemMails.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
let author: Person;
let approver: Person;
let viewer: Person;
let listId: string;
beforeAll(async () => {
  test = await TestApp.start();
  await dataOf(test.owner.patch('', { postalAddress: 'Lane 1, Ghent', defaultFromEmail: 'club@garden.example.org' }));
  [author, approver, viewer] = [await test.member('author'), await test.member('approver'), await test.member('viewer')];
  ({ listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 2, 'news'));
});
afterAll(() => test.stop());

async function addressOf({ userId }: Person): Promise<string> {
  const members = await dataOf<{ userId: string; email: string }[]>(test.owner.get('members'));
  return members.find((member) => member.userId === userId)?.email ?? '';
}
const textsFor = async (person: Person): Promise<string[]> =>
  mailsTo(test.database, await addressOf(person)).map(({ text }) => text.replace(/\s+/g, ' '));

/** Waits for a mail with these words. */
async function mailFor(person: Person, words: string): Promise<string> {
  let found: string | undefined;
  await waitFor(
    `a mail that says ${words}`,
    async () => (found = (await textsFor(person)).find((text) => text.includes(words))) !== undefined,
  );
  return found ?? '';
}

async function ask(by: Person, name: string): Promise<string> {
  const { id } = await createCampaign(test.owner, [listId], { name });
  await dataOf(by.post(`campaigns/${id}/request-approval`, { notes: 'Please check the date.' }));
  return id;
}

it('asks those who can approve, and nobody else, with a link to the review', async () => {
  const id = await ask(author, 'Spring');
  const text = await mailFor(approver, 'Member author asks for your approval of the campaign “Spring”');
  expect(text).toContain('Please check the date.');
  expect(text).toContain(`/w/${test.owner.workspaceId}/campaigns/${id}/review`);
  for (const other of [author, viewer]) expect((await textsFor(other)).join(' ')).not.toContain('Spring');
});

it('tells whoever asked what was decided, with the reason', async () => {
  const id = await ask(author, 'Summer');
  await dataOf(approver.post(`campaigns/${id}/reject`, { notes: 'The date is wrong.' }));
  expect(await mailFor(author, 'Member approver did not approve your campaign “Summer”')).toContain('The date is wrong.');
  const second = await ask(author, 'Autumn');
  await dataOf(approver.post(`campaigns/${second}/approve`, {}));
  await mailFor(author, 'Member approver approved your campaign “Autumn”');
  expect((await textsFor(approver)).join(' ')).not.toContain('approved your campaign');
});

it('says nothing of a request that was refused', async () => {
  const id = await ask(author, 'Winter');
  await mailFor(approver, 'the campaign “Winter”');
  expect((await author.post(`campaigns/${id}/request-approval`, {})).status).toBe(409);
  await ask(author, 'Last');
  await mailFor(approver, 'the campaign “Last”');
  expect((await textsFor(approver)).filter((text) => text.includes('Winter'))).toHaveLength(1);
});

describe('a member who does not want them', () => {
  const ways: (() => void)[] = [];
  afterEach(() => ways.splice(0).forEach((back) => back()));
  const choose = (person: Person, values: object): Promise<unknown> => dataOf(person.patch('/api/v1/me/settings', { values }));
  const silent = (): Promise<{ userId: string; name: string }[]> => dataOf(test.owner.get('settings/silent-approvers'));

  it('gets no request, all others do, and the workspace sees who gets none', async () => {
    await choose(approver, { mailReviewRequests: 'off' });
    expect(await silent()).toEqual([{ userId: approver.userId, name: 'Member approver' }]);
    await ask(author, 'Quiet');
    await mailFor(test.owner, 'the campaign “Quiet”');
    expect((await textsFor(approver)).join(' ')).not.toContain('Quiet');
    // The last one may as well: what waits is shown in the workspace.
    await choose(test.owner, { mailReviewRequests: 'off' });
    expect((await silent()).map(({ userId }) => userId).toSorted()).toEqual([approver.userId, test.owner.userId].toSorted());
    await ask(author, 'Silence');
    await choose(approver, { mailReviewRequests: null });
    await choose(test.owner, { mailReviewRequests: null });
    expect(await silent()).toEqual([]);
    await ask(author, 'Loud');
    await mailFor(approver, 'the campaign “Loud”');
    for (const person of [approver, test.owner]) expect((await textsFor(person)).join(' ')).not.toContain('“Silence”');
  });

  it('gets no decision, and still gets requests and comments', async () => {
    await choose(author, { mailReviewDecisions: 'off' });
    const id = await ask(author, 'Decided');
    await dataOf(approver.post(`campaigns/${id}/reject`, { notes: 'No.' }));
    await dataOf(approver.post(`campaigns/${id}/comments`, { text: 'Look at the date.' }));
    ways.push(await passTime(test, 600_000));
    await mailFor(author, 'new comment on the campaign “Decided”');
    expect((await textsFor(author)).join(' ')).not.toContain('did not approve your campaign “Decided”');
  });

  it('gets no comments', async () => {
    await choose(author, { mailReviewComments: 'off' });
    const id = await ask(author, 'Commented');
    await dataOf(approver.post(`campaigns/${id}/comments`, { text: 'Look at the date.' }));
    await dataOf(test.owner.post(`campaigns/${id}/comments`, { text: 'And the place.' }));
    ways.push(await passTime(test, 600_000));
    await mailFor(approver, 'new comment on the campaign “Commented”');
    expect((await textsFor(author)).join(' ')).not.toContain('comment on the campaign “Commented”');
  });

  it('is told in each mail where to change that', async () => {
    expect(await mailFor(approver, 'the campaign “Loud”')).toContain(`/w/${test.owner.workspaceId}/settings/preferences`);
  });

  it('decides for themselves alone, and says on or off', async () => {
    const wrong = [
      approver.patch('/api/v1/me/settings', { values: { mailReviewRequests: 'never' } }),
      test.owner.patch('settings', { values: { mailReviewRequests: 'off' } }),
      approver.patch('/api/v1/me/settings', { values: { mailReviewRequests: ['off'] } }),
    ];
    for (const answer of wrong) expect((await errorOf(answer)).status).toBe(422);
    expect(await silent()).toEqual([]);
    const stranger = await test.stranger();
    stranger.workspaceId = test.owner.workspaceId;
    expect((await errorOf(stranger.get('settings/silent-approvers'))).status).toBe(404);
  });
});
