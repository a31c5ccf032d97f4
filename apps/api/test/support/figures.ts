import { FiguresService } from '../../src/modules/figures/FiguresService.js';
import { KeepFiguresJob } from '../../src/modules/figures/KeepFiguresJob.js';
import { systemContext } from '../../src/platform/context/contexts.js';
import { queryRows, sql } from '../../src/platform/database/sql.js';
import type { TestApp } from './startTestApp.js';

/** `metric day` of a campaign or the workspace, and how many. */
export type Figures = Record<string, number>;

type Row = Record<string, string | null>;

/** Keeps the recurring work from running by itself. Answers how to run it. */
export function keepByHand(test: TestApp): () => Promise<void> {
  const job = test.app.get(KeepFiguresJob, { strict: false });
  const run = job.run.bind(job);
  job.run = () => Promise.resolve();
  const ctx = systemContext(test.services.dataSource.manager);
  return () => run({ ctx, signal: new AbortController().signal });
}

/** As readers get them. */
export async function readFigures(test: TestApp, workspaceId: string, timeZone: string): Promise<Map<string, Figures>> {
  const ctx = { ...contextOf(test), workspaceId };
  const service = test.app.get(FiguresService, { strict: false });
  const found = new Map<string, Figures>();
  for (const [source, ids] of [['contacts', [workspaceId]] as const, ['campaigns', await campaignIds(test, workspaceId)] as const])
    for (const id of ids) {
      const days = await service.days(ctx, source, [id], { from: '0000-00-00', timeZone });
      const figures = Object.fromEntries(days.filter(({ n }) => n !== 0).map(({ metric, day, n }) => [`${metric} ${day}`, n]));
      found.set(id, figures);
      // The totals are another statement: it has to come to the same.
      const totals = (await service.totals(ctx, source, [id])).get(id) ?? {};
      expect(nonZero(totals)).toEqual(sumsOf(figures));
    }
  return found;
}

/** Counted row by row, without anything that the product counts with. */
export async function countRows(test: TestApp, workspaceId: string, timeZone: string): Promise<Map<string, Figures>> {
  const { manager } = test.services.dataSource;
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const figures = new Map<string, Figures>();
  const add = (subject: string, metric: string, at: string | null | undefined): void => {
    const own = figures.get(subject) ?? {};
    const key = `${metric} ${format.format(new Date(at ?? ''))}`;
    own[key] = (own[key] ?? 0) + 1;
    figures.set(subject, own);
  };
  figures.set(workspaceId, {});
  for (const id of await campaignIds(test, workspaceId)) figures.set(id, {});
  for (const { created_on } of await queryRows<Row>(
    manager,
    sql`SELECT created_on FROM base_contacts WHERE workspace_id = ${workspaceId} AND deleted_at IS NULL`,
  ))
    add(workspaceId, 'contacts', created_on);
  for (const row of await queryRows<Row>(manager, sql`SELECT * FROM campaign_recipients WHERE workspace_id = ${workspaceId}`)) {
    const { campaign_id: id, state, created_at, handed_at, accepted_at, delivered_at } = row;
    add(id ?? '', 'recipients', created_at);
    if (state === 'skipped' || state === 'failed') add(id ?? '', state, handed_at ?? created_at);
    if (state === 'accepted') add(id ?? '', state, accepted_at);
    if (state === 'delivered') add(id ?? '', state, delivered_at);
    if (accepted_at) add(id ?? '', 'sent', accepted_at);
    if (delivered_at) add(id ?? '', 'arrived', delivered_at);
    for (const mark of ['opened', 'clicked', 'bounced', 'complained', 'unsubscribed', 'replied'])
      if (row[`${mark}_at`]) add(id ?? '', mark, row[`${mark}_at`]);
  }
  return figures;
}

async function campaignIds(test: TestApp, workspaceId: string): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    test.services.dataSource.manager,
    sql`SELECT id FROM campaigns WHERE workspace_id = ${workspaceId} AND started_at IS NOT NULL ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

function contextOf(test: TestApp) {
  return {
    requestId: 'test',
    actor: { type: 'system' as const },
    ip: null,
    manager: test.services.dataSource.manager,
    role: 'owner' as const,
  };
}

function sumsOf(figures: Figures): Figures {
  const sums: Figures = {};
  for (const [key, n] of Object.entries(figures)) {
    const metric = key.slice(0, -11);
    sums[metric] = (sums[metric] ?? 0) + n;
  }
  return nonZero(sums);
}

function nonZero(figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).filter(([, n]) => n !== 0));
}
