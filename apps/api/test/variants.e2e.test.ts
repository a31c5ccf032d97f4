import { SmtpSink } from '@rapport/providers/testing';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { DecideVariantJob } from '../src/modules/campaigns/abTests/DecideVariantJob.js';
import { SendQueue } from '../src/modules/campaigns/sending/SendQueue.js';
import type { JobRun } from '../src/platform/jobs/JobHandler.js';
import { systemContext } from '../src/platform/context/contexts.js';
import {
  approve,
  type Campaign,
  createCampaign,
  createTemplate,
  expectNobodyTwice,
  getCampaign,
  passTime,
  seedList,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Measured {
  count: number;
  of: number;
  low: number | null;
  high: number | null;
  difference: number | null;
}

interface Result {
  phase: string;
  decidesAt: string | null;
  waiting: number;
  decision: { variantId: string; reason: string; text: string } | null;
  verdict: { leaderId: string; confidence: number | null; text: string } | null;
  variants: { id: string; name: string; recipients: number; rest: number; sent: number; opened: Measured; replied: Measured }[];
}

interface Tested extends Campaign {
  abTest: { variants: { id: string; name: string; subject: string | null }[]; sample: object | null };
}

const HOUR_MS = 3_600_000;
const SAMPLE = { share: 20, minimum: 40, waitMinutes: 60, rule: 'replies', confidence: 95, otherwise: 'control' };
const VARIANTS = [{ name: 'Plain' }, { name: 'Question', subject: 'Will you come?' }];

let test: TestApp;
let sink: SmtpSink;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start({ keepMessages: true });
  await useSink(test.owner, sink);
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});
/** The clock goes back, whatever became of a test. */
const ways: (() => void)[] = [];
afterEach(() => {
  for (const back of ways.splice(0)) back();
});
const later = async (ms: number): Promise<void> => {
  ways.push(await passTime(test, ms));
};
/** Who has moved the clock has to say again who they are. */
const confirm = (): Promise<unknown> => dataOf(test.owner.post('/api/v1/auth/step-up', { password: 'correct horse battery' }));
beforeEach(() => {
  sink.received.length = 0;
  sink.setFaults();
});

const manager = (): Parameters<typeof seedList>[0] => test.services.dataSource.manager;
const resultOf = (id: string): Promise<Result> => dataOf<Result>(test.owner.get(`campaigns/${id}/ab-test`));
const subjects = (): string[] => sink.received.map(({ raw }) => /^Subject: (.*)\r?$/m.exec(raw.toString())?.[1] ?? '');

async function draft(people: number, abTest: object, over: object = {}): Promise<Tested> {
  const { listId } = await seedList(manager(), test.owner.workspaceId, people, `v${Math.random().toString(36).slice(2, 8)}-`);
  return (await createCampaign(test.owner, [listId], { subject: 'We open on Friday', abTest, ...over })) as Tested;
}

async function sent(campaign: Tested): Promise<Tested> {
  await approve(test.owner, campaign.id);
  await confirm();
  await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
  return campaign;
}

/** The sample is out, and its wait has begun. */
async function waiting(people = 200, sample: object = {}): Promise<Tested> {
  const campaign = await sent(await draft(people, { variants: VARIANTS, sample: { ...SAMPLE, ...sample } }));
  await waitFor('the wait', async () => (await resultOf(campaign.id)).phase === 'waiting');
  return campaign;
}

/** So many of the first recipients of a variant answered. */
async function replies(campaign: Tested, variant: number, count: number): Promise<void> {
  await execute(
    manager(),
    sql`UPDATE campaign_recipients SET replied_at = ${test.clock.now().toISOString()} WHERE id IN (
      SELECT id FROM campaign_recipients WHERE campaign_id = ${campaign.id} AND variant_id = ${campaign.abTest.variants[variant]?.id ?? ''} ORDER BY id LIMIT ${count})`,
  );
}

const decisionsOf = (id: string): Promise<object[]> =>
  queryRows(manager(), sql`SELECT * FROM campaign_decisions WHERE campaign_id = ${id}`);

describe('a comparison', () => {
  it('shares everyone out evenly, and tells each variant by its own recipients', async () => {
    const other = await createTemplate(test.owner, {
      bodyHtml: '<p>Another text.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
    });
    const variants = [...VARIANTS, { name: 'Text', templateId: other.id, fromName: 'Greta' }];
    const campaign = await sent(await draft(31, { variants, sample: null }));
    await untilStatus(test.owner, campaign.id, 'sent');
    expectNobodyTwice(sink);
    expect(subjects().filter((subject) => subject === 'Will you come?')).toHaveLength(10);
    const raw = sink.received.map((mail) => mail.raw.toString());
    expect(raw.filter((text) => text.includes('Another text.') && text.includes('Greta'))).toHaveLength(10);
    const result = await resultOf(campaign.id);
    expect(result).toMatchObject({ phase: 'done', waiting: 0, decision: null, decidesAt: null });
    expect(result.variants.map(({ name, recipients, sent }) => [name, recipients, sent])).toEqual([
      ['Plain', 11, 11],
      ['Question', 10, 10],
      ['Text', 10, 10],
    ]);
    for (const { id, name, recipients } of result.variants) {
      const rows = await dataOf<{ items: { variant: string; sentMessageId: string }[] }>(
        test.owner.get(`campaigns/${campaign.id}/recipients?variantId=${id}&round=test`),
      );
      expect(rows.items.map(({ variant }) => variant)).toEqual(Array(recipients).fill(name));
      const message = await dataOf<{ variant: string }>(test.owner.get(`messages/${rows.items[0]?.sentMessageId ?? ''}`));
      expect(message.variant).toBe(name);
    }
    const csv = await test.owner.get(`campaigns/${campaign.id}/recipients.csv?round=test`);
    expect(csv.text.split('\n').filter((line) => line.trim().endsWith(',Question'))).toHaveLength(10);
  });

  it('says what is certain and what may be chance', async () => {
    const campaign = await sent(await draft(200, { variants: VARIANTS, sample: null }));
    await untilStatus(test.owner, campaign.id, 'sent');
    await execute(
      manager(),
      sql`UPDATE campaign_recipients SET opened_at = ${test.clock.now().toISOString()} WHERE id IN (SELECT id FROM campaign_recipients
        WHERE campaign_id = ${campaign.id} AND variant_id = ${campaign.abTest.variants[1]?.id ?? ''} ORDER BY id LIMIT 45)`,
    );
    // Opened by machines: nobody counts.
    await execute(
      manager(),
      sql`UPDATE campaign_recipients SET machine_opened_at = ${test.clock.now().toISOString()} WHERE campaign_id = ${campaign.id}`,
    );
    const { variants, verdict } = await resultOf(campaign.id);
    expect(variants.map(({ opened }) => opened.count)).toEqual([0, 45]);
    expect(variants[1]?.opened).toMatchObject({ of: 100, difference: 0.45 });
    expect(verdict?.text).toBe('“Question” leads: 45% opened it. That is no chance, with 99.9% confidence (95% were asked for).');
  });
});

describe('a sample', () => {
  it('waits, finds a winner, and sends it to the rest', async () => {
    const campaign = await waiting(400);
    expect(sink.received).toHaveLength(80);
    const before = await resultOf(campaign.id);
    expect(before).toMatchObject({ phase: 'waiting', waiting: 320, decision: null });
    expect(before.variants.map(({ sent }) => sent)).toEqual([40, 40]);
    await replies(campaign, 0, 8);
    await replies(campaign, 1, 25);
    await later(HOUR_MS + 1_000);
    await untilStatus(test.owner, campaign.id, 'sent');
    expectNobodyTwice(sink);
    expect(subjects().filter((subject) => subject === 'Will you come?')).toHaveLength(40 + 320);
    const result = await resultOf(campaign.id);
    expect(result.variants.map(({ recipients, rest }) => [recipients, rest])).toEqual([
      [40, 0],
      [40, 320],
    ]);
    expect(result.decision).toMatchObject({ variantId: campaign.abTest.variants[1]?.id, reason: 'winner' });
    expect(result.decision?.text).toMatch(/^“Question” won: 62\.5% replied to it, with 99\.9% confidence\./);
  });

  it('without a winner sends the first variant, if that was chosen before', async () => {
    const campaign = await waiting();
    await replies(campaign, 1, 6);
    await later(HOUR_MS + 1_000);
    await untilStatus(test.owner, campaign.id, 'sent');
    expect(subjects().filter((subject) => subject === 'We open on Friday')).toHaveLength(40 + 120);
    expect((await resultOf(campaign.id)).decision).toMatchObject({ variantId: campaign.abTest.variants[0]?.id, reason: 'control' });
  });

  it('without a winner waits for a person, if that was chosen before; the first choice holds', async () => {
    await confirm();
    const author = await test.member('author');
    const campaign = await waiting(200, { otherwise: 'person' });
    await later(HOUR_MS + 1_000);
    await waitFor('the question', async () => (await resultOf(campaign.id)).phase === 'asking');
    const needs = await dataOf<object>(test.owner.get('dashboard'));
    expect(JSON.stringify(needs)).toContain('no variant won');
    expect((await getCampaign(test.owner, campaign.id)).status).toBe('sending');
    const [plain, question] = campaign.abTest.variants.map(({ id }) => id);
    expect((await errorOf(author.post(`campaigns/${campaign.id}/variants/${question}/choose`))).code).toBe('auth.roleTooLow');
    const both = await Promise.all([plain, question].map((id) => test.owner.post(`campaigns/${campaign.id}/variants/${id}/choose`)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await untilStatus(test.owner, campaign.id, 'sent');
    expectNobodyTwice(sink);
    expect(await decisionsOf(campaign.id)).toHaveLength(1);
    expect((await resultOf(campaign.id)).decision?.text).toContain('Olivia Owner chose');
  });

  it('may be decided early, also while it is paused', async () => {
    const campaign = await waiting();
    await dataOf(test.owner.post(`campaigns/${campaign.id}/pause`));
    const chosen = campaign.abTest.variants[1]?.id ?? '';
    await dataOf(test.owner.post(`campaigns/${campaign.id}/variants/${chosen}/choose`));
    expect(sink.received).toHaveLength(80);
    await confirm();
    await dataOf(test.owner.post(`campaigns/${campaign.id}/resume`));
    await untilStatus(test.owner, campaign.id, 'sent');
    expect(subjects().filter((subject) => subject === 'Will you come?')).toHaveLength(40 + 120);
  });

  it('that is paused over its end is decided when it goes on', async () => {
    const campaign = await waiting();
    await dataOf(test.owner.post(`campaigns/${campaign.id}/pause`));
    await later(2 * HOUR_MS);
    await confirm();
    await dataOf(test.owner.post(`campaigns/${campaign.id}/resume`));
    await untilStatus(test.owner, campaign.id, 'sent');
    expect(sink.received).toHaveLength(200);
  });

  it('that is cancelled in its wait sends nothing more', async () => {
    const campaign = await waiting();
    await dataOf(test.owner.post(`campaigns/${campaign.id}/cancel`));
    await waitFor('the rest to be closed', async () => (await getCampaign(test.owner, campaign.id)).counts.planned === 0);
    await later(2 * HOUR_MS);
    await test.app.get(DecideVariantJob, { strict: false }).handle({ campaignId: campaign.id }, jobRun());
    const { counts } = await getCampaign(test.owner, campaign.id);
    expect(counts).toMatchObject({ recipients: 200, accepted: 80, skipped: 120 });
    expect(sink.received).toHaveLength(80);
    expect(await decisionsOf(campaign.id)).toEqual([]);
    const chosen = campaign.abTest.variants[1]?.id ?? '';
    expect((await errorOf(test.owner.post(`campaigns/${campaign.id}/variants/${chosen}/choose`))).code).toBe('abTest.notRunning');
  });

  it('leaves out who unsubscribes between the sample and the rest', async () => {
    const campaign = await waiting();
    const [held] = await queryRows<{ address: string }>(
      manager(),
      sql`SELECT address FROM campaign_recipients WHERE campaign_id = ${campaign.id} AND variant_id IS NULL ORDER BY id LIMIT 1`,
    );
    await execute(
      manager(),
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at)
          VALUES (${test.owner.workspaceId}, 'email', ${held?.address ?? ''}, 'unsubscribed', ${test.clock.now().toISOString()})`,
    );
    await later(HOUR_MS + 1_000);
    const { counts } = await untilStatus(test.owner, campaign.id, 'sent');
    expect(counts).toMatchObject({ recipients: 200, accepted: 199, skipped: 1 });
    expect(sink.countsByRecipient().has(held?.address ?? '')).toBe(false);
  });

  it('is decided once, and the rest is let go once, however often the job comes', async () => {
    const campaign = await waiting();
    await later(HOUR_MS + 1_000);
    const job = test.app.get(DecideVariantJob, { strict: false });
    await Promise.all([1, 2, 3, 4].map(() => job.handle({ campaignId: campaign.id }, jobRun())));
    await untilStatus(test.owner, campaign.id, 'sent');
    await job.handle({ campaignId: campaign.id }, jobRun());
    expectNobodyTwice(sink);
    expect(sink.received).toHaveLength(200);
    expect(await decisionsOf(campaign.id)).toHaveLength(1);
  });

  it('goes on when the process ended after the rest was let go and before it was sent to', async () => {
    const campaign = await waiting();
    const queue = test.app.get(SendQueue, { strict: false });
    queue.enqueueLanes = () => Promise.reject(new Error('killed at this moment'));
    const job = test.app.get(DecideVariantJob, { strict: false });
    try {
      await dataOf(test.owner.post(`campaigns/${campaign.id}/variants/${campaign.abTest.variants[1]?.id ?? ''}/choose`));
      await expect(job.handle({ campaignId: campaign.id }, jobRun())).rejects.toThrow('killed at this moment');
    } finally {
      Reflect.deleteProperty(queue, 'enqueueLanes');
    }
    expect(sink.received).toHaveLength(80);
    // The job comes again, as it does whose process died.
    await job.handle({ campaignId: campaign.id }, jobRun());
    await untilStatus(test.owner, campaign.id, 'sent');
    expectNobodyTwice(sink);
    expect(sink.received).toHaveLength(200);
  });
});

describe('an approval', () => {
  it('covers the variants: an edit voids it, and one in the database stops the campaign', async () => {
    const campaign = await draft(30, { variants: VARIANTS, sample: SAMPLE });
    const approved = await approve(test.owner, campaign.id);
    const changed = [VARIANTS[0], { name: 'Question', subject: 'Other words' }];
    const edited = await dataOf<Campaign>(
      test.owner.patch(`campaigns/${campaign.id}`, { version: approved.version, abTest: { variants: changed, sample: SAMPLE } }),
    );
    expect(edited).toMatchObject({ status: 'draft', approval: { status: 'void' } });
    expect(edited.approval?.changes).toEqual([
      { field: 'variant.2', was: 'Question: subject “Will you come?”', is: 'Question: subject “Other words”' },
    ]);
    await approve(test.owner, campaign.id);
    await execute(manager(), sql`UPDATE campaign_variants SET subject = 'Forged' WHERE campaign_id = ${campaign.id} AND position = 1`);
    await confirm();
    const error = await errorOf(test.owner.post(`campaigns/${campaign.id}/send`));
    expect(error).toMatchObject({ code: 'campaign.changedSinceApproval' });
    expect(sink.received).toHaveLength(0);
  });

  it('is asked about all variants, side by side, with what is wrong with each', async () => {
    const broken = await createTemplate(test.owner, { bodyHtml: '<p>{{ nonsense }}</p>' });
    const variants = [...VARIANTS, { name: 'Broken', templateId: broken.id }, { name: 'Same' }];
    const campaign = await draft(200, { variants, sample: SAMPLE });
    const review = await dataOf<{
      abTest: {
        inTest: number;
        rest: number;
        variants: { name: string; subject: string; differsIn: string[]; renders: { subject: string }[] }[];
      };
      preflight: { code: string; message: string; severity: string; field?: string }[];
      estimate: { seconds: number; waitSeconds: number };
    }>(test.owner.get(`campaigns/${campaign.id}/review`));
    expect(review.abTest).toMatchObject({ inTest: 160, rest: 40 });
    expect(review.abTest.variants.map(({ subject, differsIn }) => [subject, differsIn])).toEqual([
      ['We open on Friday', []],
      ['Will you come?', ['subject']],
      ['We open on Friday', ['template']],
      ['We open on Friday', []],
    ]);
    expect(review.abTest.variants[1]?.renders[0]?.subject).toBe('Will you come?');
    expect(review.estimate.waitSeconds).toBe(3_600);
    expect(review.preflight.filter(({ field }) => field?.startsWith('abTest')).map(({ code, field }) => [code, field])).toEqual([
      ['abTest.sameVariants', 'abTest.variants.3'],
      ['template.unknownTag', 'abTest.variants.2'],
    ]);
  });
});

describe('bad input', () => {
  const refusal = async (abTest: object, over: object = {}): Promise<unknown> => {
    const error = await errorOf(test.owner.post('campaigns', { name: 'Refused', abTest, ...over }));
    const [first] = error.fields ?? [];
    return [first?.code, first?.field];
  };

  it('is told by the field it belongs to', async () => {
    expect(await refusal({ variants: [VARIANTS[0]] })).toEqual(['abTest.tooFew', 'abTest.variants']);
    expect(await refusal({ variants: [{ name: 'A', subject: 'x' }, VARIANTS[1]] })).toEqual([
      'abTest.changedControl',
      'abTest.variants.0.subject',
    ]);
    expect(await refusal({ variants: [{ name: 'a' }, { name: 'A', subject: 'x' }] })).toEqual([
      'abTest.sameName',
      'abTest.variants.1.name',
    ]);
    expect(await refusal({ variants: [VARIANTS[0], { name: 'B', subject: 'x\r\nBcc: y' }] })).toEqual([
      'abTest.lineBreak',
      'abTest.variants.1.subject',
    ]);
    const opens = { variants: VARIANTS, sample: { ...SAMPLE, rule: 'opens' } };
    expect(await refusal(opens, { tracking: { opens: false } })).toEqual(['abTest.notTracked', 'abTest.sample.rule']);
    expect(await refusal({ variants: VARIANTS }, { type: 'text' })).toEqual(['campaign.notOfThisChannel', 'abTest']);
    expect(await refusal({ variants: [[], VARIANTS[1]] })).toEqual(['field.isObject', 'abTest.variants']);
    const unknown = [VARIANTS[0], { name: 'B', templateId: '01890000-0000-7000-8000-000000000000' }];
    expect(await refusal({ variants: unknown })).toEqual(['campaign.unknownTemplate', 'abTest.variants.1.templateId']);
  });

  it('of a campaign that is not tracked any more keeps it from being sent', async () => {
    const campaign = await draft(30, { variants: VARIANTS, sample: { ...SAMPLE, rule: 'opens' } }, { tracking: { opens: true } });
    await execute(manager(), sql`UPDATE campaigns SET tracking_json = NULL WHERE id = ${campaign.id}`);
    await approve(test.owner, campaign.id);
    await confirm();
    const error = await errorOf(test.owner.post(`campaigns/${campaign.id}/send`));
    expect(error.code).toBe('campaign.preflightFailed');
    expect(error.message).toContain('doesn’t follow opens');
  });
});

it('is copied with its campaign, and tested variant by variant', async () => {
  const campaign = await draft(3, { variants: VARIANTS, sample: SAMPLE });
  const copy = await dataOf<Tested>(test.owner.post(`campaigns/${campaign.id}/duplicate`));
  expect(copy.abTest.variants.map(({ name, subject }) => [name, subject])).toEqual([
    ['Plain', null],
    ['Question', 'Will you come?'],
  ]);
  expect(copy.abTest.variants.map(({ id }) => id)).not.toEqual(campaign.abTest.variants.map(({ id }) => id));
  await confirm();
  const variantId = copy.abTest.variants[1]?.id;
  await dataOf(test.owner.post(`campaigns/${copy.id}/test`, { to: 'me@example.com', variantId }));
  expect(subjects()).toEqual(['[Test] Will you come?']);
});

function jobRun(): JobRun {
  return { ctx: systemContext(manager()), jobId: 'j', attempt: 1, requestId: undefined, signal: new AbortController().signal };
}
