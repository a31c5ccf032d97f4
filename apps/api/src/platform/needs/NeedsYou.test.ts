import { NEED_KINDS, NeedsYou } from './NeedsYou.js';

const nothing = () => Promise.resolve([]);

it('stops the boot and names each kind that no module fills', () => {
  const needs = new NeedsYou();
  for (const kind of NEED_KINDS.slice(2)) needs.register(kind, nothing);
  expect(() => needs.onApplicationBootstrap()).toThrow('sender, mailbox');
});

it('refuses a second source of one kind', () => {
  const needs = new NeedsYou();
  needs.register('sender', nothing);
  expect(() => needs.register('sender', nothing)).toThrow('sender');
});

it('lists the sources in the order in which Home shows them, whoever came first', () => {
  const needs = new NeedsYou();
  for (const kind of NEED_KINDS.toReversed()) needs.register(kind, nothing);
  expect(() => needs.onApplicationBootstrap()).not.toThrow();
  expect(needs.list().map(({ kind }) => kind)).toEqual(NEED_KINDS);
});
