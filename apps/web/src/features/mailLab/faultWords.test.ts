import { faultLine } from './faultWords';

const fault = {
  ...{ fault: 'timesOut' as const, share: 100, recipient: null, messages: 10, hits: 2 },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', endsAt: '2026-01-01T01:00:00.000Z' },
};

it('says what happens, to how many, and to whom', () => {
  expect(faultLine(fault)).toBe('Messages time out: 2 of 10 so far');
  expect(faultLine({ ...fault, recipient: '@example.com' })).toBe('Messages time out: 2 of 10 so far to addresses with “@example.com”');
  expect(faultLine({ ...fault, share: 20, recipient: 'x' })).toBe(
    'Messages time out: 20% of messages to addresses with “x”, 2 of 10 so far',
  );
});
