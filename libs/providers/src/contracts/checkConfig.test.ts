import { checkConfig } from './checkConfig.js';
import type { ProviderDescriptor } from './ProviderDescriptor.js';
import { smtpConfigOf, smtpDescriptor } from '../smtp/smtpConfig.js';

describe('checkConfig', () => {
  it('fills in defaults', () => {
    const checked = checkConfig(smtpDescriptor, { host: ' smtp.example.com ' });
    expect(checked.ok && smtpConfigOf(checked.values)).toEqual({
      host: 'smtp.example.com',
      port: 587,
      security: 'starttls',
      user: null,
      password: null,
      acceptAnyCertificate: false,
      connections: 5,
    });
  });

  it('names every problem at once', () => {
    const checked = checkConfig(smtpDescriptor, { port: 70000, security: 'ssl', user: 'a\r\nb', speed: 1, acceptAnyCertificate: 'yes' });
    expect(!checked.ok && checked.problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'speed unknown',
      'host required',
      'port invalid',
      'security invalid',
      'user invalid',
      'acceptAnyCertificate invalid',
    ]);
  });

  it('keeps spaces in a password', () => {
    const checked = checkConfig(smtpDescriptor, { host: 'h', password: ' two words ' });
    expect(checked.ok && checked.values.password).toBe(' two words ');
  });

  it('takes as much as a field allows, and asks the field what is wrong', () => {
    const field = { key: 'note', label: 'Note', kind: 'password', required: true, help: '', secret: true, boundTo: [] } as const;
    const descriptor = (more: object): ProviderDescriptor => ({
      type: 'x',
      channel: 'email',
      label: 'X',
      description: '',
      fields: [{ ...field, ...more }],
    });
    const problemOf = (more: object, note: string): string | undefined => {
      const checked = checkConfig(descriptor(more), { note });
      return checked.ok ? undefined : checked.problems[0]?.message;
    };
    expect(problemOf({}, 'x'.repeat(1001))).toBe('Note is too long.');
    expect(problemOf({ maxLength: 2000 }, 'x'.repeat(1001))).toBeUndefined();
    expect(problemOf({}, 'a\nb')).toContain('line breaks');
    expect(problemOf({ isMultiline: true }, 'a\r\n\tb')).toBeUndefined();
    expect(problemOf({ isMultiline: true }, 'a\u0000b')).toContain('control characters');
    expect(problemOf({ check: (text: string) => `Not ${text}.` }, 'this')).toBe('Not this.');
    // What is stored was checked when it was entered, and is not here.
    expect(checkConfig(descriptor({ check: () => 'Wrong.' }), {}, new Set(['note']))).toEqual({ ok: true, values: { note: null } });
  });

  it('asks for a setting only where an earlier one leaves room for it', () => {
    const descriptor: ProviderDescriptor = {
      ...smtpDescriptor,
      fields: [
        {
          key: 'access',
          label: 'Access',
          kind: 'select',
          required: false,
          secret: false,
          help: '',
          default: 'a',
          options: [
            { value: 'a', label: 'A' },
            { value: 'b', label: 'B' },
          ],
        },
        { key: 'ofA', label: 'Of A', kind: 'text', required: true, secret: false, help: '', onlyWhen: { key: 'access', is: 'a' } },
        {
          key: 'ofB',
          label: 'Of B',
          kind: 'password',
          required: true,
          secret: true,
          boundTo: [],
          help: '',
          onlyWhen: { key: 'access', is: 'b' },
        },
      ],
    };
    expect(checkConfig(descriptor, { ofA: 'x', ofB: 'left from before' })).toEqual({
      ok: true,
      values: { access: 'a', ofA: 'x', ofB: null },
    });
    expect(checkConfig(descriptor, { access: 'b', ofA: 'x' })).toMatchObject({ ok: false, problems: [{ field: 'ofB', code: 'required' }] });
    expect(checkConfig(descriptor, { access: 'c' })).toMatchObject({ ok: false, problems: [{ field: 'access', code: 'invalid' }] });
  });
});
