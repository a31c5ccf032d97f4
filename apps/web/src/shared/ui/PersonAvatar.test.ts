import { initials } from './PersonAvatar';

test.each([
  ['Maya Lindqvist', 'ML'],
  ['نور الهاشمي', 'نا'],
  ['Bartholomew Featherstonehaugh-Cholmondeley', 'BC'],
  ['ada', 'A'],
  ['person.7@example.com', 'PC'],
  ['𝒜da Byron', '𝒜B'],
  ['  ', '?'],
])('%s is drawn as %s', (name, drawn) => {
  expect(initials(name)).toBe(drawn);
});
