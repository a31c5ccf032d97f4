import { mayGoOn, type StepSoFar } from './mayGoOn.js';

const sqlite = { rows: 0, isPostgres: false, isAwaited: () => false };
const goesOn = (step: Partial<StepSoFar> & { ms: number }) => mayGoOn({ ...sqlite, ...step });

test('every step writes something, whoever waits', () => {
  expect(goesOn({ ms: 0, isAwaited: () => true })).toBe(true);
  expect(goesOn({ ms: 0, isAwaited: () => true, isPostgres: true })).toBe(true);
});

test('another writer of SQLite waits for a twentieth of a second at most, wherever in the step it comes', () => {
  expect(goesOn({ ms: 51, isAwaited: () => true })).toBe(false);
  expect(goesOn({ ms: 200, isAwaited: () => true })).toBe(false);
  expect(goesOn({ ms: 200 })).toBe(true);
});

test('a step ends when nobody waits as well: by its time, and by what COMMIT has to write', () => {
  expect(goesOn({ ms: 401 })).toBe(false);
  expect(goesOn({ ms: 60, rows: 6_000 })).toBe(false);
});

test('PostgreSQL has other writers besides, and is given larger steps', () => {
  expect(goesOn({ ms: 100, isAwaited: () => true, isPostgres: true })).toBe(true);
  expect(goesOn({ ms: 151, isAwaited: () => true, isPostgres: true })).toBe(false);
});
