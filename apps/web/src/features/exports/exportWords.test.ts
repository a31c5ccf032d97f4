import { whatOf } from './exportWords';

const OF = { kind: 'contacts', chosen: null, filter: {}, timeline: null } as const;

test('an export is told by what it holds', () => {
  expect(whatOf(OF)).toBe('All contacts');
  expect(whatOf({ ...OF, filter: null, chosen: 1 })).toBe('1 selected contact');
  expect(whatOf({ ...OF, filter: { search: 'Ann', company: 'Acme' } })).toBe('Contacts matching “Ann”, of Acme');
  expect(whatOf({ ...OF, filter: { segmentId: 's1' } })).toBe('Contacts in a segment');
  expect(whatOf({ ...OF, kind: 'person', filter: null })).toBe('Everything about one person');
  expect(whatOf({ ...OF, kind: 'timeline', filter: null, timeline: {} })).toBe('Timeline of all contacts');
});
