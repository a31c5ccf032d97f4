import { StatementNames } from './StatementNames.js';

it('names a text at its third use, always alike', () => {
  const names = new StatementNames();
  expect([names.nameOf('SELECT 1'), names.nameOf('SELECT 1')]).toEqual([undefined, undefined]);
  const name = names.nameOf('SELECT 1');
  expect(name).toMatch(/^r\d+$/);
  expect(names.nameOf('SELECT 1')).toBe(name);
});

it('gives each text a name of its own, to a bounded number of them', () => {
  const names = new StatementNames();
  const given = new Set<string>();
  for (let text = 0; text < 5_000; text += 1) {
    for (let use = 0; use < 3; use += 1) {
      const name = names.nameOf(`SELECT ${text}`);
      if (name !== undefined) given.add(`${name} ${text}`);
    }
  }
  expect(given.size).toBe(400);
  expect(new Set([...given].map((pair) => pair.split(' ')[0])).size).toBe(400);
});
