import { splitAddress } from './playWords';

describe('words of the mail lab', () => {
  it('splits names from addresses', () => {
    expect(splitAddress('"Silva, Ana" <ana@example.com>')).toEqual({ name: 'Silva, Ana', address: 'ana@example.com' });
    expect(splitAddress('Ana Silva <ana@example.com>')).toEqual({ name: 'Ana Silva', address: 'ana@example.com' });
    expect(splitAddress('ana@example.com')).toEqual({ name: 'ana@example.com', address: 'ana@example.com' });
    expect(splitAddress('<ana@example.com>')).toEqual({ name: 'ana@example.com', address: 'ana@example.com' });
  });
});
