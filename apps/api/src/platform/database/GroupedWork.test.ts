import { setImmediate as turn } from 'node:timers/promises';
import { GroupedWork } from './GroupedWork.js';

/** Keeps each group until it is let go. */
class Held {
  readonly groups: { items: string[]; commit: () => void; finish: () => void; fail: (error: Error) => void }[] = [];
  readonly work = new GroupedWork<string, string>(
    (items, committed) =>
      new Promise((resolve, reject) => {
        this.groups.push({
          items: [...items],
          commit: committed,
          finish: () => resolve(items.map((item) => item.toUpperCase())),
          fail: reject,
        });
      }),
  );

  get items(): string[][] {
    return this.groups.map(({ items }) => items);
  }
}

it('begins at once, and makes one group of what arrives in one turn', async () => {
  const held = new Held();
  const answers = Promise.all(['a', 'b', 'c'].map((item) => held.work.do('w', item)));
  await turn();
  expect(held.items).toEqual([['a', 'b', 'c']]);
  held.groups[0]?.finish();
  expect(await answers).toEqual(['A', 'B', 'C']);
});

it('gathers what arrives while two groups are under way, and goes on when one has committed', async () => {
  const held = new Held();
  const answers: Promise<string>[] = [];
  for (const item of ['a', 'b', 'c', 'd']) {
    answers.push(held.work.do('w', item));
    await turn();
  }
  expect(held.items).toEqual([['a'], ['b']]);
  held.groups[0]?.commit();
  await turn();
  expect(held.items).toEqual([['a'], ['b'], ['c', 'd']]);
  for (const group of held.groups) group.finish();
  expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D']);
});

it('keeps groups short, and each line apart', async () => {
  const held = new Held();
  const answers = Array.from({ length: 70 }, (_, n) => held.work.do('w', `${n}`));
  answers.push(held.work.do('other', 'x'));
  await turn();
  await turn();
  expect(held.items.map((items) => items.length)).toEqual([32, 1, 32]);
  held.groups[0]?.finish();
  await turn();
  await turn();
  expect(held.items.map((items) => items.length)).toEqual([32, 1, 32, 6]);
  for (const group of held.groups) group.finish();
  expect(await Promise.all(answers)).toHaveLength(71);
});

it('tells those of a group that it failed, and nobody else', async () => {
  const held = new Held();
  const first = Promise.allSettled([held.work.do('w', 'a'), held.work.do('w', 'b')]);
  await turn();
  const second = held.work.do('w', 'c');
  await turn();
  held.groups[0]?.fail(new Error('no'));
  held.groups[1]?.finish();
  expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await second).toBe('C');
  const later = held.work.do('w', 'd');
  await turn();
  held.groups[2]?.finish();
  expect(await later).toBe('D');
});
