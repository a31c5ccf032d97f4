import type { Sender, SenderType } from './senderQueries';
import { changedForSecret, settingsOf, startValues, storedSecret } from './senderForm';

const allowance = { limit: 30, left: 30, windowSeconds: 600, resetsAt: null };

const smtp: SenderType = {
  type: 'smtp',
  channel: 'email',
  label: 'SMTP server',
  description: '',
  signInUrl: null,
  fields: [
    { key: 'host', label: 'Host', kind: 'text', required: true, help: '', secret: false },
    { key: 'port', label: 'Port', kind: 'number', required: true, help: '', secret: false, default: '587' },
    { key: 'user', label: 'User', kind: 'text', required: false, help: '', secret: false },
    { key: 'password', label: 'Password', kind: 'password', required: false, help: '', secret: true, boundTo: ['host', 'port', 'user'] },
    { key: 'loose', label: 'Loose', kind: 'boolean', required: false, help: '', secret: false, default: 'false' },
  ],
};
const stored: Sender = {
  type: 'smtp',
  label: 'SMTP server',
  config: { host: 'smtp.example.com', port: 2525, password: { isSet: true, setAt: '2026-05-03T08:00:00.000Z', setBy: 'Ada' } },
  state: 'ready',
  stateReason: null,
  lastTestedAt: null,
  lastTest: null,
  account: null,
  reports: null,
  checks: allowance,
  testMessages: { ...allowance, anyAddress: true },
};

describe('the settings form of a sender', () => {
  it('starts with what is stored, and with an empty secret', () => {
    expect(startValues(smtp, stored).config).toEqual({ host: 'smtp.example.com', port: 2525, user: '', password: '', loose: false });
    expect(storedSecret(stored, 'smtp', 'password')).toEqual({ setAt: '2026-05-03T08:00:00.000Z', setBy: 'Ada' });
  });

  it('starts with the defaults of another type, read by their kind', () => {
    expect(startValues(smtp, { ...stored, type: 'mail_lab', config: {} }).config).toEqual({
      host: '',
      port: 587,
      user: '',
      password: '',
      loose: false,
    });
    expect(storedSecret({ ...stored, type: 'mail_lab' }, 'smtp', 'password')).toBeNull();
    expect(storedSecret({ ...stored, config: { password: { isSet: false } } }, 'smtp', 'password')).toBeNull();
  });

  it('leaves empty fields out, so that a stored secret stays', () => {
    expect(settingsOf(startValues(smtp, stored))).toEqual({ type: 'smtp', config: { host: 'smtp.example.com', port: 2525, loose: false } });
  });

  it('asks for a stored secret again when a setting changes to which it belongs', () => {
    const password = smtp.fields[3] as (typeof smtp.fields)[number];
    const { config } = startValues(smtp, stored);
    const changed = (over: object, sender = stored) => changedForSecret(smtp, sender, password, { ...config, ...over });
    expect(changed({})).toEqual([]);
    expect(changed({ host: ' smtp.example.com ', loose: true })).toEqual([]);
    expect(changed({ host: 'smtp.example.org', user: 'ann' })).toEqual(['Host', 'User']);
    expect(changed({ port: 25 }, { ...stored, config: { ...stored.config, password: { isSet: false } } })).toEqual([]);
  });
});
