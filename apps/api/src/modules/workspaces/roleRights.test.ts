import { losesRights, mayInvite } from './roleRights.js';

it.each([
  ['owner', 'admin', true],
  ['admin', 'viewer', true],
  ['author', 'approver', true],
  ['approver', 'author', true],
  ['viewer', 'author', false],
  ['author', 'admin', false],
  ['admin', 'admin', false],
] as const)('from %s to %s takes rights away: %s', (before, after, answer) => {
  expect(losesRights(before, after)).toBe(answer);
});

it.each([
  ['owner', 'admin', true],
  ['admin', 'admin', true],
  ['admin', 'viewer', true],
  ['admin', 'owner', false],
  ['author', 'viewer', false],
  ['approver', 'approver', false],
] as const)('%s may invite %s: %s', (inviter, role, answer) => {
  expect(mayInvite(inviter, role)).toBe(answer);
});
