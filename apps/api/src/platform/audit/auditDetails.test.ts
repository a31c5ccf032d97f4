import { changesBetween, detailsJson } from './auditDetails.js';

it('keeps only what differs', () => {
  expect(changesBetween({ name: 'Ann', city: 'Bonn', tags: ['a'] }, { name: 'Anna', city: 'Bonn', tags: ['a'] })).toEqual({
    changes: { name: { before: 'Ann', after: 'Anna' } },
  });
  expect(changesBetween(undefined, { name: 'Ann' })).toEqual({ after: { name: 'Ann' } });
  expect(changesBetween({ name: 'Ann' }, undefined)).toEqual({ before: { name: 'Ann' } });
});

it('redacts secrets at any depth, in changes too, and keeps whether there is one', () => {
  const details = changesBetween({ config: { password: 'old' }, hasPassword: false }, { config: { password: 'new' }, hasPassword: true });
  expect(detailsJson({ ...details, apiKey: 'rk_1', passwordHash: 'x' })).toBe(
    JSON.stringify({
      changes: {
        config: { before: { password: '[redacted]' }, after: { password: '[redacted]' } },
        hasPassword: '[redacted]',
      },
      apiKey: '[redacted]',
      passwordHash: '[redacted]',
    }),
  );
});

it('cuts long texts', () => {
  expect(JSON.parse(detailsJson({ text: 'x'.repeat(1000) }) ?? '')).toEqual({ text: `${'x'.repeat(500)}…` });
});
