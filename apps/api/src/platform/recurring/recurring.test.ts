import { Module, type Provider } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { getDataSourceToken } from '@nestjs/typeorm';
import { JobQueue } from '../jobs/JobQueue.js';
import { JobRegistry } from '../jobs/JobRegistry.js';
import { Clock } from '../time/Clock.js';
import { Recurring, type Recurrence, type RecurringHandler } from './Recurring.js';
import { RecurringHandlers } from './RecurringHandlers.js';
import { RecurringRepository } from './RecurringRepository.js';

const repeatable = 'It does nothing, however often it runs.';

function handlerOf(recurrence: Omit<Recurrence, 'repeatable'>): new () => RecurringHandler {
  @Recurring({ repeatable, ...recurrence })
  class Handler implements RecurringHandler {
    run(): Promise<void> {
      return Promise.resolve();
    }
  }
  return Handler;
}

async function boot(...providers: Provider[]): Promise<RecurringHandlers> {
  @Module({
    imports: [DiscoveryModule, ScheduleModule.forRoot()],
    providers: [
      RecurringHandlers,
      RecurringRepository,
      JobRegistry,
      { provide: JobQueue, useValue: null },
      Clock,
      { provide: getDataSourceToken(), useValue: { manager: null } },
      ...providers,
    ],
  })
  class Probe {}
  const app = await NestFactory.createApplicationContext(Probe, { logger: false, abortOnError: false });
  const handlers = app.get(RecurringHandlers);
  stops.push(() => app.close());
  return handlers;
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

describe('recurring work', () => {
  it('is found at boot, and its times are read in UTC', async () => {
    const handlers = await boot(
      handlerOf({ name: 'test.daily', cron: '17 3 * * *' }),
      handlerOf({ name: 'test.often', cron: '*/30 * * * * *' }),
    );
    expect([...handlers.names()].sort()).toEqual(['test.daily', 'test.often']);
    const next = (name: string, at: string): string => handlers.nextAfter(name, new Date(at)).toISOString();
    expect(next('test.daily', '2026-03-04T03:16:59.999Z')).toBe('2026-03-04T03:17:00.000Z');
    expect(next('test.daily', '2026-03-04T03:17:00.000Z')).toBe('2026-03-05T03:17:00.000Z');
    expect(next('test.daily', '2026-03-04T03:17:00.500Z')).toBe('2026-03-05T03:17:00.000Z');
    // The night in which clocks are set forward in Europe has no hour that is left out.
    expect(next('test.daily', '2026-03-28T12:00:00.000Z')).toBe('2026-03-29T03:17:00.000Z');
    expect(next('test.often', '2026-03-04T23:59:30.001Z')).toBe('2026-03-05T00:00:00.000Z');
  });

  it('has names of its own: the boot fails when two share one', async () => {
    const twice = { name: 'test.twice', cron: '* * * * *' };
    await expect(boot(handlerOf(twice), handlerOf(twice))).rejects.toThrow(/test\.twice/);
  });

  it('has times that can be read: the boot fails otherwise', async () => {
    await expect(boot(handlerOf({ name: 'test.wrong', cron: 'every day' }))).rejects.toThrow();
    await expect(boot(handlerOf({ name: 'test.wrong', cron: '61 * * * *' }))).rejects.toThrow();
  });

  it('says why running it twice is harmless: the boot fails otherwise', async () => {
    @Recurring({ name: 'test.silent', cron: '* * * * *', repeatable: '' })
    class Silent implements RecurringHandler {
      run(): Promise<void> {
        return Promise.resolve();
      }
    }
    await expect(boot(Silent)).rejects.toThrow(/harmless/);
  });
});
