import { createCampaign, seedList } from './support/campaigns.js';
import { dataOf, type Person } from './support/Person.js';
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
