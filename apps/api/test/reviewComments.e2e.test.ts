import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { createCampaign, getCampaign, passTime, seedList } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { mailsTo } from './support/systemMails.js';
import { waitFor } from './support/waitFor.js';

interface Comment {
  id: string;
  answerTo: string | null;
  part: string | null;
  variantId: string | null;
  text: string | null;
  author: { id: string; name: string } | null;
  editedAt: string | null;
  isEarlier: boolean;
  resolvedAt: string | null;
  resolvedBy: { id: string; name: string } | null;
}

let test: TestApp;
let author: Person;
let approver: Person;
let viewer: Person;
let listId: string;
beforeAll(async () => {
  test = await TestApp.start();
  await dataOf(test.owner.patch('', { postalAddress: 'Lane 1, Ghent', defaultFromEmail: 'club@garden.example.org' }));
  [author, approver, viewer] = [await test.member('author'), await test.member('approver'), await test.member('viewer')];
  ({ listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 2, 'talk'));
});
afterAll(() => test.stop());

const path = (id: string, rest = ''): string => `campaigns/${id}/comments${rest}`;
const list = (id: string): Promise<Comment[]> => dataOf<Comment[]>(test.owner.get(path(id)));
const write = (by: Person, id: string, body: object): Promise<Comment> => dataOf<Comment>(by.post(path(id), body));
const draft = async (name = 'Spring'): Promise<string> => (await createCampaign(author, [listId], { name })).id;

async function inReview(name = 'Spring'): Promise<string> {
  const id = await draft(name);
  await dataOf(author.post(`campaigns/${id}/request-approval`, {}));
  return id;
}

async function codeOf(by: Person, id: string, body: object): Promise<string | undefined> {
  const { code, fields } = await errorOf(by.post(path(id), body));
  return fields[0]?.code ?? code;
}

describe('comments on a review', () => {
  it('are written by whoever may read it, answered in threads, resolved and reopened', async () => {
    const id = await inReview();
    const first = await write(approver, id, { text: '  We have no discount.  ', part: 'content' });
    expect(first).toMatchObject({ text: 'We have no discount.', part: 'content', answerTo: null, isEarlier: false, resolvedAt: null });
    const answer = await write(author, id, { text: 'It ended on Friday.', answerTo: first.id });
    const last = await write(viewer, id, { text: 'So I heard.', answerTo: answer.id });
    expect((await list(id)).map((one) => [one.answerTo, one.part, one.author?.name])).toEqual([
      [null, 'content', 'Member approver'],
      [first.id, null, 'Member author'],
      [first.id, null, 'Member viewer'],
    ]);
    const resolved = await dataOf<Comment>(author.post(path(id, `/${first.id}/resolve`)));
    expect(resolved.resolvedBy?.name).toBe('Member author');
    // Whoever comes second changes nothing.
    await dataOf(viewer.post(path(id, `/${first.id}/resolve`)));
    expect((await list(id))[0]?.resolvedBy?.name).toBe('Member author');
    expect(await dataOf(approver.post(path(id, `/${first.id}/reopen`)))).toMatchObject({ resolvedAt: null, resolvedBy: null });
    // What is answered is not settled, also when the answer is to an answer.
    await dataOf(author.post(path(id, `/${first.id}/resolve`)));
    await write(viewer, id, { text: 'It is back.', answerTo: last.id });
    expect((await list(id))[0]).toMatchObject({ id: first.id, resolvedAt: null, resolvedBy: null });
    expect(await errorOf(author.post(path(id, `/${last.id}/resolve`)))).toMatchObject({ status: 409, code: 'comment.isAnswer' });
  });

  it('are edited and deleted by their author alone, and leave nothing behind when nobody answered', async () => {
    const id = await draft();
    const first = await write(author, id, { text: 'Too long.' });
    expect(await dataOf(author.patch(path(id, `/${first.id}`), { text: 'Too long' }))).toMatchObject({ text: 'Too long' });
    expect((await list(id))[0]?.editedAt).not.toBeNull();
    for (const other of [test.owner, approver]) {
      expect((await errorOf(other.patch(path(id, `/${first.id}`), { text: 'No' }))).code).toBe('comment.notAuthor');
      expect((await errorOf(other.delete(path(id, `/${first.id}`)))).code).toBe('comment.notAuthor');
    }
    const answer = await write(approver, id, { text: 'I agree.', answerTo: first.id });
    await dataOf(author.delete(path(id, `/${first.id}`)));
    expect(await list(id)).toMatchObject([{ text: null }, { text: 'I agree.' }]);
    const words = await queryRows<{ text: string }>(
      test.services.dataSource.manager,
      sql`SELECT text FROM campaign_comments WHERE id = ${first.id}`,
    );
    expect(words).toEqual([{ text: '' }]);
    expect((await errorOf(author.patch(path(id, `/${first.id}`), { text: 'Back' }))).status).toBe(404);
    await dataOf(approver.delete(path(id, `/${answer.id}`)));
    expect(await list(id)).toEqual([]);
  });

  it('tell when what would be sent has changed since, and change neither seal nor version', async () => {
    const id = await inReview();
    const before = await getCampaign(test.owner, id);
    await write(approver, id, { text: 'The date is wrong.', part: 'subject' });
    const after = await getCampaign(test.owner, id);
    expect([after.version, after.approval?.changes]).toEqual([before.version, []]);
    await dataOf(approver.post(`campaigns/${id}/reject`, { notes: 'See my comment.' }));
    expect((await list(id))[0]?.isEarlier).toBe(false);
    const { version } = await getCampaign(test.owner, id);
    await dataOf(author.patch(`campaigns/${id}`, { version, subject: 'On Friday' }));
    expect((await list(id))[0]?.isEarlier).toBe(true);
    await write(author, id, { text: 'Fixed.' });
    await dataOf(author.post(`campaigns/${id}/request-approval`, {}));
    expect((await list(id)).map(({ isEarlier }) => isEarlier)).toEqual([true, false]);
  });

  it('are about parts that the campaign has', async () => {
    const id = await draft();
    const { version } = await getCampaign(test.owner, id);
    const variants = [{ name: 'Plain' }, { name: 'Question', subject: 'Will you come?' }];
    const tested = await dataOf<{ abTest: { variants: { id: string }[] } }>(
      author.patch(`campaigns/${id}`, { version, abTest: { variants, sample: null } }),
    );
    const variantId = tested.abTest.variants[1]?.id;
    expect(await write(author, id, { text: 'Friendlier', part: 'variant', variantId })).toMatchObject({ part: 'variant', variantId });
    expect(await codeOf(author, id, { text: 'Which?', part: 'variant' })).toBe('comment.variantNeeded');
    expect(await codeOf(author, id, { text: 'Which?', part: 'sender', variantId })).toBe('comment.variantNeeded');
    expect(await codeOf(author, id, { text: 'Which?', part: 'variant', variantId: id })).toBe('comment.unknownVariant');
    const text = await dataOf<{ id: string }>(author.post('campaigns', { name: 'A text', type: 'text' }));
    expect(await codeOf(author, text.id, { text: 'Shorter', part: 'subject' })).toBe('comment.noSuchPart');
  });

  it('are refused with the field when they are empty, too long, answer nothing or are about two things', async () => {
    const [id, other] = [await draft(), await draft()];
    const elsewhere = await write(author, other, { text: 'Elsewhere' });
    const here = await write(author, id, { text: '😀'.repeat(1000), part: 'sender' });
    for (const text of ['', ' \n\t ', 'x'.repeat(2001), null, 7]) {
      const { status, fields } = await errorOf(author.post(path(id), { text }));
      expect([text, status, fields.map(({ field }) => field)]).toEqual([text, 422, ['text']]);
    }
    expect(await codeOf(author, id, { text: 'Yes', answerTo: elsewhere.id })).toBe('comment.unknownThread');
    expect(await codeOf(author, id, { text: 'Yes', answerTo: here.id, part: 'audience' })).toBe('comment.partOfThread');
    expect((await errorOf(author.post(path(id), { text: 'Yes', part: 'footer' }))).fields[0]?.field).toBe('part');
    expect((await errorOf(author.delete(path(other, `/${here.id}`)))).code).toBe('comment.notFound');
  });

  it('are at most 300, also when several are written at once', async () => {
    const id = await draft();
    const { id: first } = await write(author, id, { text: 'One' });
    const copies = Array.from({ length: 297 }, (_, n) => `${first.slice(0, -4)}${(4096 + n).toString(16)}`);
    for (const copy of copies)
      await execute(
        test.services.dataSource.manager,
        sql`INSERT INTO campaign_comments (id, workspace_id, campaign_id, text, created_at, told_at)
            VALUES (${copy}, ${test.owner.workspaceId}, ${id}, 'More', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`,
      );
    const answers = await Promise.all(Array.from({ length: 4 }, (_, n) => author.post(path(id), { text: `At once ${n}` })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409]);
    expect(await list(id)).toHaveLength(300);
  });

  it('are hidden from strangers, and go with their campaign', async () => {
    const id = await draft();
    const { id: commentId } = await write(author, id, { text: 'Hello' });
    const stranger = await test.stranger();
    const there = `/api/v1/workspaces/${test.owner.workspaceId}/${path(id)}`;
    for (const answer of [
      stranger.get(there),
      stranger.post(there, { text: 'Hi' }),
      stranger.get(path(id)),
      stranger.post(path(id), { text: 'Hi' }),
      stranger.patch(path(id, `/${commentId}`), { text: 'Hi' }),
      stranger.delete(path(id, `/${commentId}`)),
      stranger.post(path(id, `/${commentId}/resolve`)),
    ])
      expect((await errorOf(answer)).status).toBe(404);
    await dataOf(author.delete(`campaigns/${id}`));
    expect((await test.owner.get(path(id))).status).toBe(404);
    const rows = await queryRows(test.services.dataSource.manager, sql`SELECT id FROM campaign_comments WHERE campaign_id = ${id}`);
    expect(rows).toEqual([]);
  });

  it('are recorded without their words', async () => {
    const id = await draft();
    const { id: commentId } = await write(author, id, { text: 'Ask Nora Berg first', part: 'audience' });
    await dataOf(author.delete(path(id, `/${commentId}`)));
    const log = await test.owner.get(`audit/history?entityType=campaign&entityId=${id}`);
    expect(log.text).toContain('campaign.commented');
    expect(log.text).toContain('campaign.commentDeleted');
    expect(log.text).not.toContain('Nora');
  });

  it('keep the name of a member who left', async () => {
    const id = await draft();
    const leaving = await test.member('approver');
    const { id: commentId } = await write(leaving, id, { text: 'Goodbye' });
    await dataOf(test.owner.delete(`members/${leaving.userId}`));
    expect((await list(id))[0]).toMatchObject({ text: 'Goodbye', author: { name: 'Member approver' } });
    await execute(test.services.dataSource.manager, sql`UPDATE campaign_comments SET author_id = NULL WHERE id = ${commentId}`);
    expect((await list(id))[0]?.author).toBeNull();
    expect((await errorOf(test.owner.delete(path(id, `/${commentId}`)))).code).toBe('comment.notAuthor');
  });
});

describe('mails about comments', () => {
  const addresses = new Map<string, string>();
  const mailsFor = async (person: Person, campaign: string): Promise<string[]> => {
    if (addresses.size === 0)
      for (const { userId, email } of await dataOf<{ userId: string; email: string }[]>(test.owner.get('members')))
        addresses.set(userId, email);
    return mailsTo(test.database, addresses.get(person.userId) ?? '')
      .map(({ text }) => text.replace(/\s+/g, ' '))
      .filter((text) => text.includes(`comments on the campaign “${campaign}”`) || text.includes(`comment on the campaign “${campaign}”`));
  };
  const untold = async (id: string): Promise<number> =>
    (await queryRows(test.services.dataSource.manager, sql`SELECT id FROM campaign_comments WHERE campaign_id = ${id} AND told_at IS NULL`))
      .length;
  const ways: (() => void)[] = [];
  afterEach(() => ways.splice(0).forEach((back) => back()));
  const pass = async (): Promise<void> => void ways.push(await passTime(test, 10 * 60_000));

  it('tell several comments at once to whom they concern, and never to who wrote them', async () => {
    const id = await inReview('Summer');
    const first = await write(approver, id, { text: 'The second paragraph promises a discount.', part: 'content' });
    await write(approver, id, { text: 'And the date is wrong.' });
    await write(test.owner, id, { text: 'I see <b>no</b> discount either.', answerTo: first.id });
    expect(await untold(id)).toBe(3);
    await pass();
    await waitFor('the mail to the author', async () => (await mailsFor(author, 'Summer')).length > 0);
    const [mail = ''] = await mailsFor(author, 'Summer');
    expect(mail).toContain('3 new comments');
    expect(mail).toContain('Member approver on the content: The second paragraph promises a discount.');
    expect(mail).toContain('answered: I see <b>no</b> discount either.');
    expect(mail).toContain(`/campaigns/${id}/review`);
    await waitFor('the mail to the approver', async () => (await mailsFor(approver, 'Summer')).length > 0);
    expect((await mailsFor(approver, 'Summer'))[0]).toContain('There is a new comment');
    expect((await mailsFor(approver, 'Summer'))[0]).not.toContain('date is wrong');
    expect([(await mailsFor(author, 'Summer')).length, (await mailsFor(viewer, 'Summer')).length]).toEqual([1, 0]);
  });

  it('say nothing of what was deleted meanwhile, nor tell anything twice', async () => {
    const id = await inReview('Autumn');
    const slip = await write(approver, id, { text: 'A slip of the pen.' });
    await dataOf(approver.delete(path(id, `/${slip.id}`)));
    await write(approver, id, { text: 'Meant this.' });
    await pass();
    await waitFor('the mail to the author', async () => (await mailsFor(author, 'Autumn')).length > 0);
    expect((await mailsFor(author, 'Autumn'))[0]).not.toContain('slip');
    await write(approver, id, { text: 'One more.' });
    await pass();
    await waitFor('the second mail', async () => (await mailsFor(author, 'Autumn')).length > 1);
    const [, second = ''] = await mailsFor(author, 'Autumn');
    expect([second.includes('One more.'), second.includes('Meant this.')]).toEqual([true, false]);
  });
});
