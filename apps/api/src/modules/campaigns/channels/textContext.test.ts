import { textOf } from './textContext.js';

it('takes up to 1,600 characters, and not nothing', () => {
  expect(textOf({ text: ` ${'x'.repeat(1600)}\n` })).toHaveLength(1600);
  expect(() => textOf({ text: 'x'.repeat(1601) })).toThrow(expect.objectContaining({ status: 422, code: 'campaign.textTooLong' }));
  expect(() => textOf({ text: ' \n' })).toThrow(expect.objectContaining({ status: 422, code: 'campaign.textCameOutEmpty' }));
});
