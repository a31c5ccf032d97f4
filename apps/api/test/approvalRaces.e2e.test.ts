import { SmtpSink } from '@rapport/providers/testing';
import { SenderService } from '../src/modules/providers/SenderService.js';
import { queryOne, queryRows, sql } from '../src/platform/database/sql.js';
import { type Campaign, createCampaign, createTemplate, expectNobodyTwice, getCampaign, seedList, useSink } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

/** Each race is run so often: which of the two is first differs from round to round. */
const ROUNDS = 6;
const PEOPLE = 12;

interface Outcome {
  status: number;
  code: string | null;
  message: string;
}

let test: TestApp;
let sink: SmtpSink;
let author: Person;
let approvers: readonly [Person, Person];
let listId: string;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start();
  author = await test.member('author');
  approvers = [await test.member('approver'), await test.member('approver')];
  await useSink(test.owner, sink);
  ({ listId } = await seedList(manager(), test.owner.workspaceId, PEOPLE));
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});
beforeEach(() => {
  sink.received.length = 0;
});

const manager = (): Parameters<typeof seedList>[0] => test.services.dataSource.manager;

async function race(...acts: readonly (() => PromiseLike<{ status: number; body: unknown }>)[]): Promise<Outcome[]> {
  const answers = await Promise.all(acts.map((act) => act()));
  return answers.map(({ status, body }) => {
    const { error } = body as { error: { code: string; message: string } | null };
    return { status, code: error?.code ?? null, message: error?.message ?? '' };
  });
}
const won = ({ status }: Outcome): boolean => status < 300;
/** The loser is told what happened, by a code and in words. */
const expectRefused = (outcomes: readonly Outcome[], codes: readonly string[]): void => {
  for (const { status, code, message } of outcomes.filter((outcome) => !won(outcome))) {
    expect({ status, code }).toEqual({
      status: 409,
      code: expect.stringMatching(new RegExp(`^(${codes.join('|').replaceAll('.', '[.]')})$`)),
    });
    expect(message.length).toBeGreaterThan(20);
  }
};

async function requested(over: Record<string, unknown> = {}): Promise<Campaign> {
  const { id } = await createCampaign(author, [listId], over);
  return dataOf(author.post(`campaigns/${id}/request-approval`, {}));
}
const act =
  (who: Person, id: string, what: string, body: object = {}) =>
  () =>
    who.post(`campaigns/${id}/${what}`, body);

async function audited(id: string): Promise<string[]> {
  const { items } = await dataOf<{ items: { action: string }[] }>(test.owner.get(`audit?entityType=campaign&entityId=${id}&limit=100`));
  return items.map(({ action }) => action).toReversed();
}
const times = (actions: readonly string[], ...wanted: string[]): number => actions.filter((action) => wanted.includes(action)).length;
const latest = (id: string) =>
  queryOne<{ status: string; reviewerId: string | null }>(
    manager(),
    sql`SELECT status, reviewer_id AS "reviewerId" FROM campaign_approvals WHERE campaign_id = ${id} ORDER BY id DESC LIMIT 1`,
  );
/** What a campaign that may still send would go by is one open or granted approval, never two. */
async function expectOneApproval(id: string): Promise<void> {
  const rows = await queryRows<{ status: string }>(
    manager(),
    sql`SELECT status FROM campaign_approvals WHERE campaign_id = ${id} AND status IN ('pending', 'approved')`,
  );
  const { status } = await getCampaign(test.owner, id);
  const expected: Record<string, string[]> = { draft: [], inReview: ['pending'] };
  expect({ status, rows: rows.map((row) => row.status) }).toEqual({ status, rows: expected[status] ?? ['approved'] });
}
const settled = (id: string): Promise<void> =>
  waitFor(
    'the campaign to rest',
    async () => ['sent', 'paused', 'draft', 'approved'].includes((await getCampaign(test.owner, id)).status),
    30_000,
  );

const rounds = async (round: (n: number) => Promise<void>): Promise<void> => {
  for (let n = 0; n < ROUNDS; n += 1) await round(n);
};

describe('of two who decide at the same moment', () => {
  it(
    'one approves, however many click',
    () =>
      rounds(async () => {
        const { id } = await requested();
        const people = [...approvers, test.owner, approvers[0]];
        const outcomes = await race(...people.map((who) => act(who, id, 'approve')));
        expect(outcomes.filter(won)).toHaveLength(1);
        expectRefused(outcomes, ['campaign.notInReview', 'approval.notPending']);
        expect(times(await audited(id), 'campaign.approved')).toBe(1);
        const winner = people[outcomes.findIndex(won)];
        expect(await latest(id)).toEqual({ status: 'approved', reviewerId: winner?.userId });
        await expectOneApproval(id);
      }),
    60_000,
  );

  it(
    'either the approval or the rejection counts',
    () =>
      rounds(async (n) => {
        const { id } = await requested();
        const acts = [act(approvers[0], id, 'approve'), act(approvers[1], id, 'reject', { notes: 'Not like this' })];
        const outcomes = await race(...(n % 2 === 0 ? acts : acts.toReversed()));
        expect(outcomes.filter(won)).toHaveLength(1);
        expectRefused(outcomes, ['campaign.notInReview', 'approval.notPending']);
        const actions = await audited(id);
        expect(times(actions, 'campaign.approved', 'campaign.rejected')).toBe(1);
        const isApproved = actions.includes('campaign.approved');
        expect((await getCampaign(test.owner, id)).status).toBe(isApproved ? 'approved' : 'draft');
        expect((await latest(id))?.status).toBe(isApproved ? 'approved' : 'rejected');
        if (!isApproved) expect((await errorOf(approvers[0].post(`campaigns/${id}/send`))).code).toBe('campaign.notApproved');
      }),
    60_000,
  );

  it(
    'an approval and a withdrawal leave no approved draft',
    () =>
      rounds(async (n) => {
        const { id } = await requested();
        const acts = [act(approvers[0], id, 'approve'), act(author, id, 'withdraw')];
        const outcomes = await race(...(n % 2 === 0 ? acts : acts.toReversed()));
        expect(outcomes.filter(won).length).toBeGreaterThan(0);
        expectRefused(outcomes, ['campaign.notInReview', 'approval.notPending', 'campaign.wrongState']);
        await expectOneApproval(id);
      }),
    60_000,
  );
});

describe('an approval beside an edit', () => {
  it(
    'of the campaign: what is approved is what was seen, or nothing',
    () =>
      rounds(async (n) => {
        const { id, version } = await requested();
        const acts = [
          act(approvers[0], id, 'approve', { version }),
          () => author.patch(`campaigns/${id}`, { version, subject: 'Something nobody has seen' }),
        ];
        const outcomes = await race(...(n % 2 === 0 ? acts : acts.toReversed()));
        const [approval, edit] = n % 2 === 0 ? outcomes : outcomes.toReversed();
        expect(outcomes.filter(won).length).toBe(1);
        expectRefused(outcomes, [
          'campaign.notInReview',
          'approval.notPending',
          'campaign.changedMeanwhile',
          'campaign.changedSinceApproval',
        ]);
        expect(await getCampaign(test.owner, id)).toMatchObject(
          approval && won(approval) ? { status: 'approved', subject: null } : { status: 'draft', subject: 'Something nobody has seen' },
        );
        expect(edit && won(edit)).toBe(!(approval && won(approval)));
        expect(times(await audited(id), 'campaign.approved', 'campaign.updated')).toBe(1);
        await expectOneApproval(id);
      }),
    60_000,
  );

  it('of the template: everyone gets the text that was approved', async () => {
    const template = await createTemplate(author);
    const { id } = await requested({ templateId: template.id });
    const outcomes = await race(act(approvers[0], id, 'approve'), () =>
      author.patch(`templates/${template.id}`, {
        version: 1,
        bodyHtml: '<p>Nobody has seen this</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
      }),
    );
    expect(outcomes.map(won)).toEqual([true, true]);
    await dataOf(approvers[1].post(`campaigns/${id}/send`));
    await settled(id);
    expect((await getCampaign(test.owner, id)).status).toBe('sent');
    expect(sink.received).toHaveLength(PEOPLE);
    for (const { raw } of sink.received) expect(raw.toString()).toContain('Our garden opens on Friday');
  }, 60_000);
});

describe('asking for approval beside', () => {
  it(
    'a withdrawal leaves an open request in review, or a draft without one',
    () =>
      rounds(async (n) => {
        const { id } = await createCampaign(author, [listId]);
        const acts = [act(author, id, 'request-approval'), act(author, id, 'withdraw'), act(author, id, 'request-approval')];
        const outcomes = await race(...(n % 2 === 0 ? acts : acts.toReversed()));
        expectRefused(outcomes, ['campaign.notDraft', 'campaign.wrongState', 'approval.notPending', 'campaign.changedMeanwhile']);
        const actions = await audited(id);
        const [asked, taken] = [times(actions, 'campaign.approvalRequested'), times(actions, 'campaign.approvalWithdrawn')];
        expect(asked + taken).toBe(outcomes.filter(won).length);
        expect((await getCampaign(author, id)).status).toBe(asked > taken ? 'inReview' : 'draft');
        await expectOneApproval(id);
      }),
    60_000,
  );

  it(
    'a change to another template asks about one of the two, whole',
    () =>
      rounds(async (n) => {
        const { id, version } = await createCampaign(author, [listId]);
        const other = await createTemplate(author, { subject: 'The other one' });
        const acts = [act(author, id, 'request-approval'), () => author.patch(`campaigns/${id}`, { version, templateId: other.id })];
        const outcomes = await race(...(n % 2 === 0 ? acts : acts.toReversed()));
        expectRefused(outcomes, ['campaign.notDraft', 'campaign.changedMeanwhile']);
        const row = await queryOne<{ status: string; templateId: string; pinnedOf: string | null }>(
          manager(),
          sql`SELECT c.status, c.template_id AS "templateId", v.template_id AS "pinnedOf" FROM campaigns c LEFT JOIN template_versions v ON v.id = c.template_version_id WHERE c.id = ${id}`,
        );
        if (row?.status === 'inReview') expect(row.pinnedOf).toBe(row.templateId);
        await expectOneApproval(id);
      }),
    60_000,
  );
});

describe('a launch', () => {
  it('happens once, however many start it', async () => {
    const { id } = await approvedByOther();
    const outcomes = await race(...[...approvers, test.owner, test.owner].map((who) => act(who, id, 'send')));
    expect(outcomes.filter(won)).toHaveLength(1);
    expectRefused(outcomes, ['campaign.notApproved']);
    await settled(id);
    expect(times(await audited(id), 'campaign.launched')).toBe(1);
    expect(sink.received).toHaveLength(PEOPLE);
    expectNobodyTwice(sink);
  }, 60_000);

  it('is not of a campaign that was approved for another time while the mail server was tried', async () => {
    const { id, version } = await approvedByOther();
    // What a check of the sender found is believed for a while.
    test.clock.advance(120_000);
    const senders = test.app.get(SenderService, { strict: false });
    const verifySaved = senders.verifySaved.bind(senders);
    let release = (): void => undefined;
    const isEdited = new Promise<void>((resolve) => (release = resolve));
    let isTried = false;
    senders.verifySaved = async (ctx) => {
      isTried = true;
      await isEdited;
      return verifySaved(ctx);
    };
    try {
      const launching = race(act(approvers[0], id, 'send'));
      await waitFor('the mail server to be tried', () => isTried);
      const schedule = { kind: 'at', localTime: '2099-05-01T09:00', timeZone: 'Europe/Berlin' };
      await dataOf(author.patch(`campaigns/${id}`, { version, schedule }));
      await dataOf(author.post(`campaigns/${id}/request-approval`, {}));
      await dataOf(approvers[1].post(`campaigns/${id}/approve`, {}));
      release();
      expect(await launching).toMatchObject([{ status: 409, code: 'campaign.changedMeanwhile' }]);
    } finally {
      senders.verifySaved = verifySaved;
      test.clock.advance(-120_000);
    }
    expect(await getCampaign(test.owner, id)).toMatchObject({ status: 'approved', scheduledAt: null });
    expect(sink.received).toHaveLength(0);
    expect(times(await audited(id), 'campaign.launched', 'campaign.scheduled')).toBe(0);
  }, 60_000);

  it.each<[string, (n: number) => PromiseLike<{ status: number; body: unknown }>, (raw: string, n: number) => boolean]>([
    [
      'the postal address',
      (n) => test.owner.patch('', { postalAddress: `New Road ${n}, Ghent` }),
      (raw, n) => raw.includes(`New Road ${n},`),
    ],
    [
      'the branding',
      (n) => test.owner.patch('settings', { values: { brandColour: `#0f60${70 + n}` } }),
      (raw, n) => raw.includes(`#0f60${70 + n}`),
    ],
    [
      'the sender',
      (n) =>
        test.owner.put('sender', {
          type: 'smtp',
          config: { ...sink.address, host: n % 2 === 0 ? 'localhost' : '127.0.0.1', security: 'none', user: null, password: null },
        }),
      () => false,
    ],
  ])(
    'beside a change of %s sends what was approved, or stops',
    async (_what, change, isNew) => {
      await useSink(test.owner, sink);
      await rounds(async (n) => {
        sink.received.length = 0;
        const { id } = await approvedByOther();
        const acts = [act(approvers[0], id, 'send'), () => change(n)];
        const outcomes = await race(...(n % 2 === 0 ? acts : acts.toReversed()));
        const [launch] = n % 2 === 0 ? outcomes : outcomes.toReversed();
        expectRefused(outcomes, ['campaign.changedSinceApproval', 'campaign.notApproved']);
        await settled(id);
        const after = await getCampaign(test.owner, id);
        if (launch && !won(launch)) expect(after).toMatchObject({ status: 'draft', approval: { status: 'void' } });
        else expect(['sent', 'paused']).toContain(after.status);
        if (after.status === 'sent') expect(sink.received).toHaveLength(PEOPLE);
        if (after.status === 'paused') expect(after.approval?.changes.length).toBeGreaterThan(0);
        expectNobodyTwice(sink);
        for (const { raw } of sink.received) expect(isNew(raw.toString(), n)).toBe(false);
        expect(times(await audited(id), 'campaign.launched')).toBe(launch && won(launch) ? 1 : 0);
        if (after.status === 'paused') await dataOf(test.owner.post(`campaigns/${id}/cancel`));
      });
    },
    120_000,
  );
});

it('shows a stranger none of it', async () => {
  const { id } = await requested();
  const stranger = await test.stranger();
  stranger.workspaceId = test.owner.workspaceId;
  const outcomes = await race(act(stranger, id, 'approve'), act(stranger, id, 'reject', { notes: 'x' }), act(stranger, id, 'send'));
  expect(outcomes.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect((await getCampaign(test.owner, id)).status).toBe('inReview');
});

/** Requested by the author, approved by an approver. */
async function approvedByOther(): Promise<Campaign> {
  const { id } = await requested();
  return dataOf(approvers[1].post(`campaigns/${id}/approve`, {}));
}
