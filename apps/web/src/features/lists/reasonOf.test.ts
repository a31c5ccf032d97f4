import { reasonOf } from './reasonOf';

test('a reason names what it was part of, and who did it', () => {
  expect(reasonOf({ cause: 'import', causeName: 'people.csv', actorName: 'Ada' })).toBe('Imported from people.csv, by Ada');
  expect(reasonOf({ cause: 'api', causeName: 'Shop', actorName: null })).toBe('Through the API key “Shop”');
  expect(reasonOf({ cause: 'member', causeName: null, actorName: 'Ada' })).toBe('By Ada');
});

test('what is not known is not made up', () => {
  expect(reasonOf({ cause: null, causeName: null, actorName: null })).toBe('Before reasons were recorded');
  expect(reasonOf({ cause: 'import', causeName: null, actorName: null })).toBe('By an import');
  expect(reasonOf({ cause: 'member', causeName: null, actorName: null })).toBe('By a former member');
});
