import { countryOptions } from './countries';
import { timeZoneOptions } from '../../shared/format/timeZones';

test('offers each country once, by its name', () => {
  const options = countryOptions();
  const labels = options.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
  expect(options).toContainEqual({ value: 'DE', label: 'Germany' });
  expect(options.length).toBeGreaterThan(200);
  expect(options.map(({ value }) => value)).not.toEqual(expect.arrayContaining(['DD', 'SU', 'EU', 'ZZ']));
});

test('time zones say the offset they have at that moment', () => {
  const berlin = (now: string) => timeZoneOptions(new Date(now)).find(({ value }) => value === 'Europe/Berlin')?.label;
  expect(berlin('2026-11-23T09:00:00Z')).toBe('Europe/Berlin (UTC+1)');
  expect(berlin('2026-07-23T09:00:00Z')).toBe('Europe/Berlin (UTC+2)');
});
