import { readableTags } from './readableTags';

describe('a subject without its braces', () => {
  it('reads the fallback', () => {
    expect(readableTags('{{ first_name | default: "Hello" }}, news for {{company|upcase|default: \'you\'}}')).toBe('Hello, news for you');
  });

  it('names a tag that has none', () => {
    expect(readableTags('For {{ last_name }} and {{ custom.dog_name }}')).toBe('For [last name] and [dog name]');
  });

  it('leaves what is no tag', () => {
    expect(readableTags('50 % off {soon}')).toBe('50 % off {soon}');
  });
});
