import type { ScopeEntry } from './apiKeyQueries';
import { groupScopes, presetScopes, scopeSummary } from './scopeWords';

const catalogue: ScopeEntry[] = (
  ['contacts:read', 'contacts:write', 'campaigns:read', 'campaigns:write', 'campaigns:send', 'mailLab:read'] as const
).map((scope) => ({ scope, description: scope }));

test('scopes come by resource, in the words of the dashboard', () => {
  expect(groupScopes(catalogue).map(({ resource, scopes }) => [resource, scopes.length])).toEqual([
    ['Contacts', 2],
    ['Campaigns', 3],
    ['Mail lab', 1],
  ]);
});

test('no preset chooses what sends', () => {
  expect(presetScopes(catalogue, 'read')).toEqual(['contacts:read', 'campaigns:read', 'mailLab:read']);
  expect(presetScopes(catalogue, 'readWrite')).toEqual([
    'contacts:read',
    'contacts:write',
    'campaigns:read',
    'campaigns:write',
    'mailLab:read',
  ]);
});

test('a key is summed up by resource', () => {
  expect(scopeSummary(['contacts:read', 'contacts:write', 'mailLab:read'])).toBe('Contacts: read, write · Mail lab: read');
});
