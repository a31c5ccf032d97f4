import { checkConfig } from './checkConfig.js';
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
});
