import { jobContext } from '../src/platform/context/contexts.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { ContactIntakeService } from '../src/modules/lists/ContactIntakeService.js';
import type { IntakeOutcome, IntakePlan, IntakePoint, IntakeRow } from '../src/modules/lists/public.js';
import { personForEach } from './support/personForEach.js';

const app = personForEach('Tilda Together');

const PLAN: IntakePlan = { mode: 'createAndUpdate', fields: [], listId: null, importId: null, withoutKey: 'reject' };

function rowOf(lastName: string, further: Pick<IntakePoint, 'kind' | 'key'>): IntakeRow {
  const point: IntakePoint = { ...further, value: further.key, label: null, columnIndex: 1 };
  const primaryEmail = further.kind === 'email' ? `${lastName.toLowerCase()}@example.com` : null;
  const nothing = { primaryPhone: null, phoneE164: null, company: null, createdOn: null, custom: [] };
  return { ...nothing, firstName: 'Ann', lastName, primaryEmail, points: [point] };
}

/** Two writers of one workspace: the second begins while the first has written and not yet committed. */
async function writeTogether(first: IntakeRow, second: IntakeRow): Promise<[IntakeOutcome[], IntakeOutcome[]]> {
  const { test, person } = app;
  const unitOfWork = test.app.get(UnitOfWork, { strict: false });
  const intake = test.app.get(ContactIntakeService, { strict: false });
  const ctx = jobContext(test.services.dataSource.manager, person.workspaceId, 'test');
  const take = (ctx: WorkspaceContext, row: IntakeRow): Promise<IntakeOutcome[]> => intake.take(ctx, PLAN, [row]);
  const [written, mayEnd] = [signal(), signal()];
  const earlier = unitOfWork.run(ctx, async (inner) => {
    const outcomes = await take(inner, first);
    written.give();
    await mayEnd.given;
    return outcomes;
  });
  await written.given;
  const later = unitOfWork.run(ctx, (inner) => take(inner, second));
  // As long as a second writer needs who waits for nobody.
  await new Promise((resolve) => setTimeout(resolve, 500));
  mayEnd.give();
  return [await earlier, await later];
}

function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

async function holdersOf(key: string): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    app.test.services.dataSource.manager,
    sql`SELECT contact_id AS id FROM contact_points WHERE workspace_id = ${app.person.workspaceId} AND point_key = ${key}`,
  );
  return rows.map(({ id }) => id);
}

it('two writers of one moment do not give one further address to two people', async () => {
  const shared = { kind: 'email', key: 'both@example.com' } as const;
  const [[first], [second]] = await writeTogether(rowOf('Early', shared), rowOf('Late', shared));
  expect(first).toMatchObject({ kind: 'created' });
  expect(second).toMatchObject({ kind: 'created', notes: [expect.objectContaining({ value: shared.key })] });
  expect(await holdersOf(shared.key)).toEqual([first && 'contactId' in first ? first.contactId : null]);
});

it('nor make two of one person whom only a further number tells', async () => {
  const shared = { kind: 'phone', key: '+4930901820' } as const;
  const [[first], [second]] = await writeTogether(rowOf('Early', shared), rowOf('Early', shared));
  expect(first).toMatchObject({ kind: 'created' });
  expect(second).toEqual({ kind: 'unchanged', contactId: first && 'contactId' in first ? first.contactId : null });
  expect(await holdersOf(shared.key)).toHaveLength(1);
});
