import { randomBytes } from 'node:crypto';
import { newId } from '../../platform/database/ids.js';
import type { FormWords } from './formContent.js';
import { checkInboxPage, confirmPage, formPage, snippetOf } from './formPage.js';
import { originOf } from './FormTargets.js';
import { inputsOf } from './formInputs.js';
import { readSignUpForm } from './readSignUpForm.js';
import { readSignUp, readTime, sealTime, signSignUp } from './signUpToken.js';

const key = { keyId: 'a1b2c3d4', mac: randomBytes(32) };
const macOf = (keyId: string): Buffer | null => (keyId === key.keyId ? key.mac : null);
const owner = { workspaceName: 'Garden <Club>', brand: null };
const form: FormWords = {
  language: null,
  title: 'News & more',
  intro: 'First line\n\n<b>Second</b> line',
  consentText: 'I agree "fully".',
  buttonLabel: 'Sign me up',
  fields: [
    { key: 'firstName', label: 'First name', isRequired: true },
    { key: 'phone', label: 'Phone', isRequired: false },
  ],
};
const inputs = inputsOf(form.fields, 'en', () => undefined);

describe('the link of a sign-up', () => {
  it('opens to its id, is the same each time, and forgives what mail programs do to its end', () => {
    for (let n = 0; n < 200; n += 1) {
      const id = newId();
      const token = signSignUp(id, key);
      expect(signSignUp(id, key)).toBe(token);
      expect(token).toMatch(/[A-Za-z0-9]$/);
      expect(readSignUp(token, macOf)).toBe(id);
      expect(readSignUp(`${token}-`, macOf)).toBe(id);
    }
  });

  it('cannot be changed in any place, nor made with a key that is gone', () => {
    const token = signSignUp(newId(), key);
    for (let at = 0; at < token.length - 1; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(readSignUp(changed, macOf)).toBeNull();
    }
    expect(readSignUp(token, () => null)).toBeNull();
    for (const other of ['', 'x', 'A'.repeat(70), 'A'.repeat(5_000)]) expect(readSignUp(other, macOf)).toBeNull();
  });
});

describe('the time on a page', () => {
  it('is read for its own form only, and not when it was changed or is missing', () => {
    const sealed = sealTime('form', 1_800_000_000_000, key.mac);
    expect(readTime(sealed, 'form', key.mac)).toBe(1_800_000_000_000);
    expect(readTime(sealed, 'other', key.mac)).toBeNull();
    expect(readTime(`1${sealed}`, 'form', key.mac)).toBeNull();
    for (const other of [undefined, '', 'x.y', 7, ['x'], 'A'.repeat(5_000)]) expect(readTime(other, 'form', key.mac)).toBeNull();
  });
});

describe('the pages of a form', () => {
  it('escape what members and visitors wrote, and need no script', () => {
    const filled = { values: { email: '"><script>alert(1)</script>', firstName: "O'Neil" }, problems: { email: 'Not an <address>' } };
    const page = formPage(owner, form, inputs, { action: '/f/x', time: 'now' }, filled);
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<b>Second');
    expect(page).toContain('value="O&#39;Neil"');
    expect(page).toContain('aria-invalid="true" aria-describedby="email-problem"');
    expect(page).toContain('id="email-problem">Not an &#60;address&#62;');
    expect(page.match(/ required/g)).toHaveLength(2);
    expect(page).toContain('Please check the fields below.');
  });

  it('say the same to every address, and confirm by a button', () => {
    expect(checkInboxPage(owner).split('</style>')[1]).not.toContain('@');
    const page = confirmPage(owner, form, '/f/confirm/token');
    expect(page).toContain('<form method="post" action="/f/confirm/token"><button>Confirm</button></form>');
    expect(page).toContain('emails from Garden &#60;Club&#62;');
  });

  it('are plain HTML for other sites', () => {
    const snippet = snippetOf(form, inputs, { url: 'https://mail.example.com/f/1', language: 'en' });
    expect(snippet).toContain('<form action="https://mail.example.com/f/1" method="post" accept-charset="utf-8" lang="en">');
    expect(snippet).toContain('autocomplete="given-name" maxlength="200" name="firstName" required');
    expect(snippet).not.toMatch(/<script|onsubmit|style="(?!position:absolute)/);
  });
});

describe('what visitors send', () => {
  const read = (posted: Record<string, unknown>): ReturnType<typeof readSignUpForm> =>
    readSignUpForm(posted, inputs, { country: 'DE', language: 'en' });

  it('is cleaned, and only fields that are asked for are read', () => {
    expect(read({ email: ' Ann@Example.COM ', firstName: ' Ann\u0000 \n Lee ', phone: '030 901820', company: 'Not asked' })).toEqual({
      typed: { email: 'Ann@Example.COM', firstName: 'Ann Lee', phone: '030 901820' },
      addressKey: 'ann@example.com',
      values: {
        email: 'Ann@Example.COM',
        firstName: 'Ann Lee',
        lastName: null,
        company: null,
        phone: '030 901820',
        phoneE164: '+4930901820',
      },
    });
  });

  it('is refused field by field, with what was typed', () => {
    expect(read({ email: 'nobody', phone: 'call me' })).toEqual({
      filled: {
        values: { email: 'nobody', phone: 'call me' },
        problems: { email: expect.stringContaining('@'), firstName: 'Fill in First name.', phone: expect.any(String) },
      },
    });
    expect(read({ email: ['a@example.com'], firstName: { x: 1 } })).toMatchObject({
      filled: { problems: { email: 'Enter your email address.' } },
    });
    expect(read({ email: 'a@example.com', firstName: 'x'.repeat(201) })).toMatchObject({
      filled: { problems: { firstName: 'Use at most 200 characters.' } },
    });
  });
});

it('leads only to plain HTTPS addresses', () => {
  expect(originOf('https://www.example.com/thanks?x=1')).toBe('https://www.example.com');
  for (const address of ['http://example.com', 'javascript:alert(1)', '//example.com', 'example.com', 'https://me:pw@example.com', ''])
    expect(originOf(address)).toBeNull();
});
