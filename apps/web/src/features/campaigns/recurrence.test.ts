import { writeRecurrence } from '@rapport/common';
import { byUnit, recurrenceOf, weeklyFrom } from './recurrence';

describe('rules that the composer suggests', () => {
  it('begin with the weekday of the start', () => {
    expect(weeklyFrom({ localTime: '2026-12-02T09:00', timeZone: 'UTC' })).toMatchObject({
      kind: 'recurring',
      rule: 'FREQ=WEEKLY;BYDAY=WE',
    });
    expect(weeklyFrom({ localTime: '2026-12-06T09:00', timeZone: 'UTC' }).rule).toBe('FREQ=WEEKLY;BYDAY=SU');
  });

  it('keep their end and change their days with the unit', () => {
    const weekly = recurrenceOf({ kind: 'recurring', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=5', localTime: '2026-12-15T09:00' });
    expect(writeRecurrence(byUnit(weekly, 'MONTHLY', '2026-12-15T09:00'))).toBe('FREQ=MONTHLY;BYMONTHDAY=15;COUNT=5');
    expect(writeRecurrence(byUnit(weekly, 'DAILY', '2026-12-15T09:00'))).toBe('FREQ=DAILY;COUNT=5');
  });
});
