import { describeRecurrence, readRecurrence, writeRecurrence } from './recurrence.js';

const words = (rule: string): string | null => {
  const recurrence = readRecurrence(rule);
  return recurrence && describeRecurrence(recurrence);
};

describe('rules of recurring campaigns', () => {
  it.each([
    ['FREQ=DAILY', 'Every day'],
    ['FREQ=DAILY;INTERVAL=3;COUNT=1', 'Every 3 days, once'],
    ['FREQ=WEEKLY;BYDAY=MO', 'Every week on Monday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=10', 'Every 2 weeks on Monday, Wednesday and Friday, 10 times'],
    ['FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20261231', 'Every month on day 15, until 31 December 2026'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'Every month on the last day'],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU', 'Every 3 months on the second Tuesday'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'Every month on the last Friday'],
  ])('%s is said in words, and written as it was read', (rule, said) => {
    expect(words(rule)).toBe(said);
    const recurrence = readRecurrence(rule);
    expect(recurrence && writeRecurrence(recurrence)).toBe(rule);
  });

  it('writes one rule in one way', () => {
    const recurrence = readRecurrence('BYDAY=FR,MO;INTERVAL=1;FREQ=WEEKLY');
    expect(recurrence && writeRecurrence(recurrence)).toBe('FREQ=WEEKLY;BYDAY=MO,FR');
  });

  it.each([
    '',
    'FREQ=HOURLY',
    'FREQ=DAILY;BYDAY=MO',
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;BYDAY=MO,MO',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=MONTHLY',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=MONTHLY;BYDAY=5MO',
    'FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;INTERVAL=100',
    'FREQ=DAILY;COUNT=1001',
    'FREQ=DAILY;UNTIL=20260230',
    'FREQ=DAILY;COUNT=2;UNTIL=20261231',
    'FREQ=DAILY;FREQ=DAILY',
    'FREQ=DAILY;BYHOUR=9',
    'FREQ=DAILY=',
    'FREQ=DAILY;',
  ])('%p is no such rule', (rule) => {
    expect(readRecurrence(rule)).toBeNull();
  });
});
