import { emailKey } from './emailKey.js';

describe('emailKey', () => {
  it('takes two spellings of one mailbox for the same', () => {
    expect(emailKey(' Ann.Lee+news@Example.COM ')).toBe('ann.lee+news@example.com');
  });

  it('writes a domain of another script in its ASCII form', () => {
    expect(emailKey('ann@Bücher.example')).toBe('ann@xn--bcher-kva.example');
    expect(emailKey('ann@xn--bcher-kva.example')).toBe('ann@xn--bcher-kva.example');
  });

  it('keeps dots and tags apart', () => {
    expect(emailKey('a.nn@example.com')).not.toBe(emailKey('ann@example.com'));
  });
});
