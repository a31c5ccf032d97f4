import { cleanForwardedFor, isTrustedHop, readTrustedProxies, type TrustedProxies } from './trustedProxies.js';

function read(text: string): TrustedProxies {
  const problems: string[] = [];
  const trusted = readTrustedProxies(text, problems);
  expect(problems).toEqual([]);
  return trusted;
}

it.each([
  ['false', 'none'],
  ['0', 'none'],
  ['true', 'hops'],
  ['1', 'hops'],
  ['10', 'hops'],
  ['10.0.0.5', 'networks'],
  ['10.0.0.5, 172.16.0.0/12,fd00::/8', 'networks'],
  ['::1', 'networks'],
])('reads TRUST_PROXY=%s', (text, kind) => {
  expect(read(text).kind).toBe(kind);
});

it.each([
  'yes',
  '-1',
  '11',
  '999999',
  '10.0.0.0/33',
  '10.0.0',
  '2130706433',
  'proxy.example.com',
  '10.0.0.5;',
  '*',
  '10.0.0.5,',
  'loopback',
])('refuses TRUST_PROXY=%s and says what to write', (text) => {
  const problems: string[] = [];
  expect(readTrustedProxies(text, problems)).toEqual({ kind: 'none' });
  expect(problems.join()).toContain('number of reverse proxies');
});

it('trusts as many hops as there are proxies, and the nearest only where proxies are', () => {
  const two = read('2');
  expect([0, 1, 2, 3].map((distance) => isTrustedHop(two, '10.0.0.1', distance))).toEqual([true, true, false, false]);
  expect(isTrustedHop(two, '203.0.113.9', 0)).toBe(false);
  expect(isTrustedHop(two, '::ffff:127.0.0.1', 0)).toBe(true);
});

it('trusts listed networks at any distance, also written as IPv6', () => {
  const listed = read('10.1.0.0/16, 2001:db8::/32');
  expect(isTrustedHop(listed, '10.1.2.3', 3)).toBe(true);
  expect(isTrustedHop(listed, '::ffff:10.1.2.3', 0)).toBe(true);
  expect(isTrustedHop(listed, '2001:db8::7', 0)).toBe(true);
  expect(isTrustedHop(listed, '10.2.0.1', 0)).toBe(false);
  expect(isTrustedHop(listed, 'unknown', 0)).toBe(false);
});

it.each([
  ['198.51.100.7, 203.0.113.9', '198.51.100.7, 203.0.113.9'],
  ['<script>, 203.0.113.9', '203.0.113.9'],
  ['198.51.100.7, unknown, 203.0.113.9', '203.0.113.9'],
  ['198.51.100.7:51234, [2001:db8::7]:443', '198.51.100.7, 2001:db8::7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['fe80::1%eth0', 'fe80::1'],
  ['2130706433', null],
  ['0x7f.1', null],
  [',,', null],
  ['', null],
])('reads the addresses in X-Forwarded-For: %s', (header, expected) => {
  expect(cleanForwardedFor(header)).toBe(expected);
});
