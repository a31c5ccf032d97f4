import { GIVABLE_ROLES, mayActAs, ROLES, rolesActingAs } from './roles.js';

test('authors write and do not approve, approvers approve and do not write', () => {
  expect(mayActAs('author', 'author')).toBe(true);
  expect(mayActAs('author', 'approver')).toBe(false);
  expect(mayActAs('approver', 'approver')).toBe(true);
  expect(mayActAs('approver', 'author')).toBe(false);
});

test('admins do both and manage; a viewer does none of it', () => {
  expect((['author', 'approver', 'admin'] as const).every((role) => mayActAs('admin', role))).toBe(true);
  expect(mayActAs('admin', 'owner')).toBe(false);
  expect((['author', 'approver', 'admin', 'owner'] as const).some((role) => mayActAs('viewer', role))).toBe(false);
});

test('a route that asks for a role is open to all whose work includes it, strongest first', () => {
  expect(rolesActingAs('author')).toEqual(['owner', 'admin', 'author']);
  expect(rolesActingAs('approver')).toEqual(['owner', 'admin', 'approver']);
  expect(rolesActingAs('viewer')).toEqual(ROLES);
});

test('every role but the owner can be given', () => {
  expect(GIVABLE_ROLES).toEqual(['admin', 'author', 'approver', 'viewer']);
});
