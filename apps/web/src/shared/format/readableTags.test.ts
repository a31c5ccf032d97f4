import { readableTags } from './readableTags';

describe('a subject without its braces', () => {
  it('reads the fallback', () => {
    expect(readableTags('{{ first_name | default: "Hello" }}, news for {{company|upcase|default: \'you\'}}')).toBe('Hello, news for you');
  });

  it('names a tag that has none', () => {
    expect(readableTags('For {{ last_name }} and {{ custom.dog_name }}')).toBe('For [last name] and [dog name]');
  });

  it('reads what a contact without the value gets', () => {
    expect(readableTags('Welcome{% if first_name %}, {{ first_name }}{% endif %}')).toBe('Welcome');
    expect(
      readableTags('{% if company %}For {{ company }}{% elsif city %}For {{ city }}{%- else -%}For your team{% endif %} at $& price'),
    ).toBe('For your team at $& price');
    expect(readableTags('News{% if a %} A{% if b %} B{% else %} C{% endif %}{% else %} of the week{% endif %}')).toBe('News of the week');
  });

  it('leaves a condition that does not end', () => {
    expect(readableTags('Hello {% if first_name %} you')).toBe('Hello {% if first_name %} you');
  });

  it('leaves what is no tag', () => {
    expect(readableTags('50 % off {soon}')).toBe('50 % off {soon}');
  });
});
