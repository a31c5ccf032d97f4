import { orderOf, splitAddress, toldOf, wordsOf } from './playWords';

describe('words of the mail lab', () => {
  it('offers for a text what people do to a text', () => {
    expect(orderOf({ channel: 'text' }).map((action) => wordsOf({ channel: 'text' }, action).label)).toEqual([
      'Reply',
      'Reply STOP',
      'Number is gone',
    ]);
    expect(orderOf({ channel: 'email' })).toHaveLength(7);
    expect(wordsOf({ channel: 'email' }, 'unsubscribe').label).toBe('Unsubscribe');
  });

  it('promises an inbox only for answers of contacts', () => {
    expect(toldOf({ channel: 'email', contactId: 'a' }, 'reply')).toContain('inbox');
    expect(toldOf({ channel: 'email', contactId: null }, 'reply')).toContain('mail lab only');
    expect(toldOf({ channel: 'email', contactId: null }, 'open')).toMatch(/^Opened/);
  });

  it('splits names from addresses', () => {
    expect(splitAddress('"Silva, Ana" <ana@example.com>')).toEqual({ name: 'Silva, Ana', address: 'ana@example.com' });
    expect(splitAddress('Ana Silva <ana@example.com>')).toEqual({ name: 'Ana Silva', address: 'ana@example.com' });
    expect(splitAddress('ana@example.com')).toEqual({ name: 'ana@example.com', address: 'ana@example.com' });
    expect(splitAddress('<ana@example.com>')).toEqual({ name: 'ana@example.com', address: 'ana@example.com' });
  });
});
