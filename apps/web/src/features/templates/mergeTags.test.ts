import { asksForFallback, groupTags, insertInto, suggestedFallback, writeTag } from './mergeTags';

const firstName = { tag: 'first_name', label: 'First name', example: '{{ first_name | default: "there" }}', group: 'contact' as const };
const birthday = {
  tag: 'custom.birthday',
  label: 'Birthday',
  example: '{{ custom.birthday | date: "%B %-d, %Y" }}',
  group: 'custom' as const,
};

describe('inserting merge tags', () => {
  it('writes the fallback that was typed', () => {
    expect(writeTag(firstName, 'friend')).toBe('{{ first_name | default: "friend" }}');
  });

  it('writes no filter for an empty fallback', () => {
    expect(writeTag(firstName, '  ')).toBe('{{ first_name }}');
  });

  it('keeps the format of a date before the fallback', () => {
    expect(writeTag(birthday, 'soon')).toBe('{{ custom.birthday | date: "%B %-d, %Y" | default: "soon" }}');
  });

  it('never lets a fallback end the tag early', () => {
    expect(writeTag(firstName, 'the "one" }} here')).toBe('{{ first_name | default: "the ’one’  here" }}');
  });

  it('writes the tag of a link example without its markup', () => {
    expect(writeTag({ tag: 'unsubscribe_url', example: '<a href="{{ unsubscribe_url }}">Unsubscribe</a>' }, '')).toBe(
      '{{ unsubscribe_url }}',
    );
  });

  it('suggests the fallback of the catalogue', () => {
    expect(suggestedFallback(firstName)).toBe('there');
    expect(suggestedFallback(birthday)).toBe('');
  });

  it('asks for a fallback only where a contact may lack the value', () => {
    expect(['first_name', 'company', 'custom.birthday'].every(asksForFallback)).toBe(true);
    expect(['email', 'sender.name', 'unsubscribe_url', 'today'].some(asksForFallback)).toBe(false);
  });

  it('replaces the selection and leaves the caret behind the tag', () => {
    expect(insertInto('Hi NAME, hello', { start: 3, end: 7 }, '{{ a }}')).toEqual({ text: 'Hi {{ a }}, hello', caret: 10 });
    expect(insertInto('Hi', { start: 99, end: 99 }, '!')).toEqual({ text: 'Hi!', caret: 3 });
  });

  it('finds tags by label or name and keeps their groups', () => {
    expect(groupTags([firstName, birthday], 'birth')).toEqual([{ group: 'Custom fields', tags: [birthday] }]);
    expect(groupTags([firstName, birthday], '').map(({ group }) => group)).toEqual(['Contact', 'Custom fields']);
  });
});
