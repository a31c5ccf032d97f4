import request from 'supertest';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { approve, createCampaign, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Link {
  id: string;
  createdBy: string | null;
  expiresAt: string;
  isExpired: boolean;
  opens: number;
  lastOpenedAt: string | null;
}

interface Made {
  link: Link;
  url: string;
}

const DAY_MS = 86_400_000;

let test: TestApp;
let campaignId: string;
beforeAll(async () => {
  test = await TestApp.start();
  campaignId = await send(test.owner, 'shared');
});
afterAll(() => test.stop());

async function send(owner: Person, prefix: string): Promise<string> {
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, 2, prefix);
  const campaign = await createCampaign(owner, [listId], { name: `Spring ${prefix}` });
  await approve(owner, campaign.id);
  await dataOf(owner.post(`campaigns/${campaign.id}/send`));
  await untilStatus(owner, campaign.id, 'sent');
  return campaign.id;
}

const path = (id = campaignId): string => `campaigns/${id}/shared-reports`;
const share = (days?: number): Promise<Made> => dataOf<Made>(test.owner.post(path(), days === undefined ? {} : { days }));
const list = (): Promise<Link[]> => dataOf<Link[]>(test.owner.get(path()));
const tokenOf = ({ url }: Made): string => url.slice(url.lastIndexOf('/') + 1);
const visit = (token: string): request.Test => request(test.app.getHttpServer()).get(`/api/v1/shared/reports/${token}`);
const page = (token: string): request.Test => request(test.app.getHttpServer()).get(`/shared/report/${token}`);

describe('a shared report', () => {
  it('opens without a session, with figures and no person, and counts how often', async () => {
    const made = await share();
    expect(made.url).toMatch(/\/shared\/report\/[\w-]{43}$/);
    const answer = await visit(tokenOf(made));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'x-robots-tag': 'noindex', 'cache-control': 'no-store' });
    expect((answer.body as { data: object }).data).toMatchObject({
      campaignName: 'Spring shared',
      type: 'email',
      counts: { recipients: 2 },
      links: [],
    });
    expect(answer.text).not.toMatch(/First\d|shared\d@example\.com|@garden|contactId/);
    await visit(tokenOf(made));
    const link = (await list()).find(({ id }) => id === made.link.id);
    expect(link).toMatchObject({ opens: 2, isExpired: false, lastOpenedAt: expect.any(String) });
    expect(link?.createdBy).not.toBeNull();
  });

  it('keeps no token: neither in the table nor in the log', async () => {
    const token = tokenOf(await share());
    const rows = await queryRows<{ hash: string }>(test.services.dataSource.manager, sql`SELECT token_hash AS hash FROM shared_reports`);
    expect(rows.map(({ hash }) => hash).join()).not.toContain(token);
    const entries = await test.owner.get(`audit?limit=50`);
    expect(entries.text).toContain('campaign.reportShared');
    expect(entries.text).not.toContain(token);
  });

  it('is a page that no search engine keeps, with 404 where nothing is behind it', async () => {
    const made = await share();
    const answer = await page(tokenOf(made));
    // The dashboard need not be built for this test.
    expect([200, 503]).toContain(answer.status);
    if (answer.status === 200) expect(answer.headers).toMatchObject({ 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' });
    expect((await list()).find(({ id }) => id === made.link.id)?.opens).toBe(0);
    if (answer.status === 200) expect((await page('x'.repeat(43))).status).toBe(404);
  });

  it('answers alike to what never was, has expired, was revoked or lost its workspace', async () => {
    const [revoked, expired] = [await share(), await share(7)];
    await dataOf(test.owner.delete(`${path()}/${revoked.link.id}`));
    await execute(
      test.services.dataSource.manager,
      sql`UPDATE shared_reports SET expires_at = ${new Date(test.clock.now().getTime() - 1).toISOString()} WHERE id = ${expired.link.id}`,
    );
    expect((await list()).find(({ id }) => id === expired.link.id)?.isExpired).toBe(true);
    const answers = await Promise.all(
      ['x'.repeat(43), 'short', '%00', `${tokenOf(await share())}x`, tokenOf(revoked), tokenOf(expired)].map(async (token) => {
        const { status, body } = await visit(token);
        return [status, (body as { error: { code: string } }).error.code];
      }),
    );
    expect(answers.filter(([status]) => status !== 404)).toEqual([[422, expect.any(String)]]);
    expect(new Set(answers.filter(([status]) => status === 404).map(([, code]) => code))).toEqual(new Set(['sharedReport.notFound']));
    const live = await share();
    const { workspaceId } = test.owner;
    const now = new Date().toISOString();
    await execute(test.services.dataSource.manager, sql`UPDATE workspaces SET deleted_at = ${now} WHERE id = ${workspaceId}`);
    expect((await visit(tokenOf(live))).status).toBe(404);
    await execute(test.services.dataSource.manager, sql`UPDATE workspaces SET deleted_at = NULL WHERE id = ${workspaceId}`);
    expect((await visit(tokenOf(live))).status).toBe(200);
  });

  it('lasts for 7, 30 or 90 days, and for nothing else', async () => {
    for (const days of [7, 30, 90]) {
      const { link } = await share(days);
      expect(Math.round((Date.parse(link.expiresAt) - test.clock.now().getTime()) / DAY_MS)).toBe(days);
      await dataOf(test.owner.delete(`${path()}/${link.id}`));
    }
    for (const days of [0, 8, 91, 30.5, 'soon', null])
      expect([days, (await errorOf(test.owner.post(path(), { days }))).fields?.map(({ field }) => field)]).toEqual([days, ['days']]);
  });

  it('is refused for a draft, and beyond twenty links', async () => {
    const draft = await createCampaign(test.owner, []);
    expect(await errorOf(test.owner.post(path(draft.id), {}))).toMatchObject({ status: 409, code: 'sharedReport.notStarted' });
    const answers: number[] = [];
    for (let n = (await list()).length; n < 22; n += 1) answers.push((await test.owner.post(path(), {})).status);
    expect(answers.at(-1)).toBe(409);
    expect((await list()).length).toBe(20);
    for (const { id } of await list()) await dataOf(test.owner.delete(`${path()}/${id}`));
    expect((await errorOf(test.owner.delete(`${path()}/${campaignId}`))).status).toBe(404);
  });

  it('answers 404 to a stranger, and 403 to a viewer', async () => {
    const { link } = await share();
    const stranger = await test.stranger();
    for (const answer of [
      stranger.get(`/api/v1/workspaces/${test.owner.workspaceId}/${path()}`),
      stranger.post(`/api/v1/workspaces/${test.owner.workspaceId}/${path()}`, {}),
      stranger.delete(`/api/v1/workspaces/${test.owner.workspaceId}/${path()}/${link.id}`),
      stranger.get(path()),
      stranger.delete(`${path()}/${link.id}`),
    ])
      expect((await errorOf(answer)).status).toBe(404);
    const viewer = await test.member('viewer');
    expect((await errorOf(viewer.post(path(), {}))).status).toBe(403);
    expect((await errorOf(viewer.get(path()))).status).toBe(403);
  });

  it('goes with its campaign', async () => {
    const id = await send(test.owner, 'gone');
    const { url } = await dataOf<Made>(test.owner.post(path(id), {}));
    await execute(test.services.dataSource.manager, sql`DELETE FROM campaigns WHERE id = ${id}`);
    expect((await visit(url.slice(url.lastIndexOf('/') + 1))).status).toBe(404);
  });
});
