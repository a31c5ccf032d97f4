import type { FastifyReply } from 'fastify';
import { readConfig } from '../config/AppConfig.js';
import { networkOf } from './networkOf.js';
import { RateLimits } from './RateLimits.js';

function limitsOf(environment: Record<string, string>): { limits: RateLimits; headers: Record<string, string>; reply: FastifyReply } {
  const headers: Record<string, string> = {};
  const reply = { headers: (more: Record<string, string>) => Object.assign(headers, more) } as unknown as FastifyReply;
  return { limits: new RateLimits(readConfig(environment, '/nowhere/.env')), headers, reply };
}

it('admits as many as the limit says, tells what is left, then refuses with the time to wait', async () => {
  const { limits, headers, reply } = limitsOf({ RATE_LIMIT_KEY: '2' });
  await limits.spend(reply, ['key', 'a']);
  expect(headers).toEqual({
    'RateLimit-Limit': '2',
    'RateLimit-Remaining': '1',
    'RateLimit-Reset': '60',
    'RateLimit-Policy': '2;w=60',
  });
  await limits.spend(reply, ['key', 'a']);
  await expect(limits.spend(reply, ['key', 'a'])).rejects.toMatchObject({ code: 'request.tooMany', status: 429, retryAfterSeconds: 60 });
  expect(headers['RateLimit-Remaining']).toBe('0');
  await limits.spend(reply, ['key', 'another']);
});

it('shows the tightest of several limits', async () => {
  const { limits, headers, reply } = limitsOf({ RATE_LIMIT_KEY: '10', RATE_LIMIT_WORKSPACE: '3' });
  await limits.spend(reply, ['key', 'a'], ['workspace', 'w']);
  expect(headers['RateLimit-Limit']).toBe('3');
  await limits.spend(reply, ['key', 'b'], ['workspace', 'w']);
  await limits.spend(reply, ['key', 'c'], ['workspace', 'w']);
  await expect(limits.spend(reply, ['key', 'd'], ['workspace', 'w'])).rejects.toMatchObject({ code: 'request.tooMany' });
});

it('counts an IPv4 address by itself, an IPv6 network as one, and a mapped address as what it maps', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'));
  expect(networkOf('2001:db8:1:3::9')).not.toBe(networkOf('2001:db8:1:2::9'));
});
