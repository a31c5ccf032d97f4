import { problemWords, sendTests, sentWords } from './testOutcomes';

const fine = { ok: true, serverResponse: null, hint: null };
const refusal = (field: string) =>
  Object.assign(new Error('refused'), { code: 'request.invalid', status: 422, fields: [{ field, code: 'x', message: 'Not a member.' }] });

test('an address that is refused does not keep the others from their message', async () => {
  const asked: string[] = [];
  const outcomes = await sendTests(['a@example.com', 'b@example.com', 'c@example.com'], (to) => {
    asked.push(to);
    return to.startsWith('b') ? Promise.reject(refusal('to')) : Promise.resolve(fine);
  });
  expect(asked).toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
  expect(sentWords(outcomes)).toBe('Test sent to 2 addresses');
  expect(problemWords(outcomes)).toBe('b@example.com: Not a member.');
});

test('one address is named in the toast and not in the error', async () => {
  expect(sentWords(await sendTests(['a@example.com'], () => Promise.resolve(fine)))).toBe('Test sent to a@example.com');
  const refused = await sendTests(['a@example.com'], () =>
    Promise.resolve({ ok: false, serverResponse: '550 No such user', hint: 'Check the address.' }),
  );
  expect(sentWords(refused)).toBeNull();
  expect(problemWords(refused)).toBe('550 No such user Check the address.');
});

test('what is not about an address stops, and is told as it is', async () => {
  await expect(sendTests(['a@example.com', 'b@example.com'], () => Promise.reject(refusal('contactId')))).rejects.toThrow('refused');
});
