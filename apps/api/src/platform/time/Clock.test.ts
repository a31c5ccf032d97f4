import { setImmediate as nextTurn } from 'node:timers/promises';
import { Clock } from './Clock.js';

const clock = new Clock();
const march = new Date('2026-03-01T09:00:00.000Z');
const april = new Date('2026-04-01T09:00:00.000Z');

it('is another moment for what is replayed, across awaits and within one another, and for nobody else', async () => {
  const told: Date[] = [];
  let beside: Date | undefined;
  await Promise.all([
    clock.at(march, async () => {
      await nextTurn();
      told.push(clock.now());
      await clock.at(april, async () => {
        await nextTurn();
        told.push(clock.now());
      });
      told.push(clock.now());
      expect(clock.present().getTime()).toBeGreaterThan(april.getTime());
    }),
    nextTurn().then(() => (beside = clock.now())),
  ]);
  expect(told).toEqual([march, april, march]);
  expect(beside?.getTime()).toBeGreaterThan(april.getTime());
});

it('is the present again after a replay that failed, and can be replayed anew', async () => {
  await expect(clock.at(march, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(clock.now().getTime()).toBeGreaterThan(april.getTime());
  expect(await clock.at(april, () => Promise.resolve(clock.now()))).toEqual(april);
});

it('of one replay stays while another ends', async () => {
  let end: () => void = () => undefined;
  const long = clock.at(march, async () => {
    await new Promise<void>((resolve) => (end = resolve));
    return clock.now();
  });
  await clock.at(april, nextTurn);
  end();
  expect(await long).toEqual(march);
});
