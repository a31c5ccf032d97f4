import { makeSqlite } from '../../../test/support/testDatabases.js';
import { RecordingLogger } from '../../../test/support/RecordingLogger.js';
import { waitFor } from '../../../test/support/waitFor.js';
import { systemContext } from '../context/contexts.js';
import { migrations } from '../database/migrations/index.js';
import { UnitOfWork } from '../database/UnitOfWork.js';
import { JobRegistry } from '../jobs/JobRegistry.js';
import { SqliteJobQueue } from '../jobs/sqlite/SqliteJobQueue.js';
import { SqliteJobStore } from '../jobs/sqlite/SqliteJobStore.js';
import { SqliteJobWorker } from '../jobs/sqlite/SqliteJobWorker.js';
import { Clock } from '../time/Clock.js';
import { DomainEvent, DomainEvents } from './DomainEvents.js';

const ThingHappened = new DomainEvent<{ id: string }>('thing.happened');
const repeatable = 'It only notes the id in a list of this test.';

describe('DomainEvents', () => {
  it('tells every listener once the transaction has committed, and nobody after a rollback', async () => {
    const database = await makeSqlite();
    const dataSource = await database.connect({ migrations });
    await dataSource.runMigrations();
    const registry = new JobRegistry();
    const store = new SqliteJobStore(new Clock());
    const queue = new SqliteJobQueue(registry, store);
    const worker = new SqliteJobWorker(dataSource, queue, store, registry, new RecordingLogger(), { concurrency: 2 });
    const events = new DomainEvents(queue, registry);
    const heard: string[] = [];
    events.listen(ThingHappened, { name: 'first', repeatable, handle: async ({ id }) => void heard.push(`first ${id}`) });
    events.listen(ThingHappened, { name: 'second', repeatable, handle: async ({ id }) => void heard.push(`second ${id}`) });
    await worker.start();

    const ctx = systemContext(dataSource.manager);
    const unitOfWork = new UnitOfWork();
    await unitOfWork
      .run(ctx, async (ctx) => {
        await events.publish(ctx, ThingHappened, { id: 'a' });
        throw new Error('no');
      })
      .catch(() => undefined);
    await unitOfWork.run(ctx, (ctx) => events.publish(ctx, ThingHappened, { id: 'b' }));
    await waitFor('both listeners', () => heard.length === 2);
    expect(heard.sort()).toEqual(['first b', 'second b']);

    await worker.stop(1_000);
    await dataSource.destroy();
    await database.remove();
  });
});
