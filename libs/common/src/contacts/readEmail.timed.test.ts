import { readEmail } from './readEmail.js';

const problem = (text: string): string => {
  const reading = readEmail(text);
  return 'problem' in reading ? `${reading.problem.code}: ${reading.problem.reason}` : `taken as ${reading.email.address}`;
};

it.each(['\u200b', '👩‍👩‍👧‍👦', '. ', '>', 'mailto:', 'a@a.', '\ufb01', '“'])('refuses megabytes of %j in a moment', (unit) => {
  const text = unit.repeat(3_000_000 / unit.length);
  const begun = Date.now();
  expect(problem(text)).toBe('email.invalid: An email address may have at most 254 characters.');
  expect(problem(`Ann <${unit.repeat(990 / unit.length)}ann@>`)).toMatch(/^email\./);
  expect(Date.now() - begun).toBeLessThan(100);
});
