import { randomBytes } from 'node:crypto';
import { newId } from '../../platform/database/ids.js';
import { reasonsAfter, strongest } from './consentHistory.js';
import { unsubscribePage } from './unsubscribePage.js';
import { openForgiving, openLink, sealLink, type UnsubscribeKeys, type UnsubscribeLink } from './unsubscribeToken.js';

const keys: UnsubscribeKeys = { keyId: 'a1b2c3d4', mac: randomBytes(32), cipher: randomBytes(32) };
const keysOf = (keyId: string): UnsubscribeKeys | null => (keyId === keys.keyId ? keys : null);
const link: UnsubscribeLink = { workspaceId: newId(), contactId: newId(), recipientId: newId(), addressKey: 'jürgen+news@example.com' };

/** Without what was added to it. One token in two thousand ends in `-0` or `_0` by itself, and stays. */
function withoutEnd(token: string): string {
  const bare = token.replace(/(?<=[-_])0$/, '');
  return Buffer.from(bare, 'base64url').toString('base64url') === bare ? bare : token;
}

describe('an unsubscribe link', () => {
  it('opens to what was sealed, is the same each time and short enough for a header', () => {
    const token = sealLink(link, keys);
    expect(openLink(token, keysOf)).toEqual(link);
    expect(sealLink(link, keys)).toBe(token);
    expect(token.length).toBeLessThan(140);
    expect(openLink(sealLink({ ...link, contactId: null, recipientId: null }, keys), keysOf)).toEqual({
      ...link,
      contactId: null,
      recipientId: null,
    });
  });

  it('gives nothing away and cannot be changed in any place', () => {
    const token = sealLink(link, keys);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('example.com');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (let index = 0; index < token.length; index += 1) {
      const other = alphabet[(alphabet.indexOf(token[index] as string) + 1) % 64] as string;
      expect(openLink(token.slice(0, index) + other + token.slice(index + 1), keysOf)).toBeNull();
    }
  });

  it('ends in a letter or digit whatever it stands for, and opens whole, cut or with something added', () => {
    for (let i = 0; i < 400; i += 1) {
      const each = { ...link, recipientId: newId() };
      const token = sealLink(each, keys);
      expect(token).toMatch(/[A-Za-z0-9]$/);
      for (const arrived of [token, `${token}-`, `${token}_`, `${token}--`, withoutEnd(token)])
        expect(openForgiving(arrived, keysOf)).toEqual({ token: openLink(arrived, keysOf) ? arrived : token, link: each });
    }
  });

  it('opens when it was made before that, also after a mail program has cut its last hyphens off', () => {
    const old = (length: number): string | null => {
      for (let i = 0; i < 20_000; i += 1) {
        const token = withoutEnd(sealLink({ ...link, recipientId: newId() }, keys));
        if (new RegExp(`[-_]{${length}}$`).test(token)) return token;
      }
      return null;
    };
    for (const length of [1, 2]) {
      const token = old(length) ?? '';
      const { link: whole } = openForgiving(token, keysOf) ?? {};
      expect(whole?.addressKey).toBe(link.addressKey);
      expect(openForgiving(token.slice(0, -length), keysOf)?.link).toEqual(whole);
    }
    expect(openForgiving(sealLink(link, keys).slice(0, -3), keysOf)).toBeNull();
  });

  it.each(['', 'x', '../../etc/passwd', 'a'.repeat(10_000), '%00', '💥', 'AAAA'.repeat(40)])('does not open (%#)', (token) => {
    expect(openLink(token, keysOf)).toBeNull();
  });

  it('does not open with other keys', () => {
    expect(openLink(sealLink(link, { ...keys, mac: randomBytes(32) }), keysOf)).toBeNull();
    expect(openLink(sealLink(link, { ...keys, cipher: randomBytes(32) }), keysOf)).toBeNull();
    expect(openLink(sealLink(link, { ...keys, keyId: '00000000' }), keysOf)).toBeNull();
  });
});

describe('the history of an address', () => {
  it('keeps the strictest reason whatever comes after it', () => {
    expect(strongest(reasonsAfter(['bounced', 'unsubscribed', 'complained', 'unsubscribed']))).toBe('complained');
    expect(strongest(reasonsAfter(['complained', 'resubscribed', 'bounceLifted', 'manualLifted']))).toBe('complained');
    expect(strongest(reasonsAfter(['bounced', 'unsubscribed', 'resubscribed']))).toBe('bounced');
    expect(strongest(reasonsAfter(['unsubscribed', 'resubscribed']))).toBeNull();
  });
});

describe('the page', () => {
  const page = (workspaceName: string): string =>
    unsubscribePage({ path: '/u/token', workspaceName, addressKey: '<i>@example.com', reason: null, topic: null, brand: null }, 'read');

  it('shows names as text and runs nothing', () => {
    const html = page('<script>alert(1)</script>"');
    expect(html).not.toMatch(/<script|<i>|javascript:|https?:/);
    expect(html).toContain('&#60;script&#62;');
  });

  it('shows only part of the address', () => {
    expect(
      unsubscribePage(
        { path: '/u/token', workspaceName: 'N', addressKey: 'annabel@example.com', reason: null, topic: null, brand: null },
        'read',
      ),
    ).toMatch(/a•••@example\.com/);
    expect(
      unsubscribePage(
        { path: '/u/token', workspaceName: 'N', addressKey: 'annabel@example.com', reason: null, topic: null, brand: null },
        'read',
      ),
    ).not.toContain('annabel');
  });
});

describe('the brand on the page', () => {
  const page = (colour: string): string =>
    unsubscribePage(
      {
        path: '/u/token',
        workspaceName: 'N',
        addressKey: 'a@example.com',
        reason: null,
        topic: null,
        brand: { colour, logo: null, language: 'en' },
      },
      'read',
    );

  it('paints the button, with an ink that can be read on it', () => {
    expect(page('#0f6070')).toContain('--accent: #0f6070; --on-accent: #ffffff;');
    expect(page('#ffe066')).toContain('--accent: #ffe066; --on-accent: #10141d;');
  });

  it('leaves the colour out of a scheme in which the button would vanish', () => {
    expect(page('#ffe066')).not.toContain('(prefers-color-scheme: light) { :root { --accent: #ffe066');
    expect(page('#101418')).not.toContain('(prefers-color-scheme: dark) { :root { --accent: #101418');
  });
});
