import { linkHostOf } from './linkHost.js';

it('takes a host as people paste it', () => {
  expect(linkHostOf('links.example.com')).toBe('links.example.com');
  expect(linkHostOf(' https://Links.Example.com/ ')).toBe('links.example.com');
  expect(linkHostOf('links.bücher.example.')).toBe('links.xn--bcher-kva.example');
});

it('takes nothing that is no host of its own', () => {
  for (const typed of [
    'example.com',
    'localhost',
    '127.0.0.1',
    '[::1]',
    'links.example.com:8443',
    'links.example.com/path',
    'a@links.example.com',
  ])
    expect([typed, linkHostOf(typed)]).toEqual([typed, null]);
  for (const typed of ['', '-a.example.com', 'links..com', 'links.example.com?x', `${'a'.repeat(64)}.example.com`, '0x7f.0.0.1'])
    expect([typed, linkHostOf(typed)]).toEqual([typed, null]);
});
