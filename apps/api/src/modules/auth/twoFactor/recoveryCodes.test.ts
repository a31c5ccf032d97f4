import { hashRecoveryCode, newRecoveryCodes } from './recoveryCodes.js';

it('makes ten different codes that nobody misreads', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[2-9a-hjkmnp-tv-z]{5}-[2-9a-hjkmnp-tv-z]{5}$/);
});

it('finds a code however it is typed, for its owner alone', async () => {
  const hash = await hashRecoveryCode('one', 'abcde-fghjk');
  expect(await hashRecoveryCode('one', ' ABCDE fghjk')).toBe(hash);
  expect(await hashRecoveryCode('two', 'abcde-fghjk')).not.toBe(hash);
  expect(hash).not.toContain('abcde');
});
