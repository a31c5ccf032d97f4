import { findMatches, searchTerms } from '@rapport/common';
import { render, screen } from '@testing-library/react';
import { Marked, SearchMarks } from './Marked';

function show(text: string, search: string) {
  const { container } = render(
    <SearchMarks value={(shown) => findMatches(shown, searchTerms(search))}>
      <Marked text={text} />
    </SearchMarks>,
  );
  return { container, marks: [...container.querySelectorAll('mark')].map((mark) => mark.textContent) };
}

test('the parts that were found are marked, and the text stays as it is', () => {
  const { container, marks } = show('Łucja Łódź-Łódź', 'lodz');
  expect(marks).toEqual(['Łódź', 'Łódź']);
  expect(container.textContent).toBe('Łucja Łódź-Łódź');
});

test('markup in a name is text', () => {
  expect(show('<b>Ann</b>', 'ann').marks).toEqual(['Ann']);
  expect(screen.getByText('Ann').tagName).toBe('MARK');
});

test('without a search there are no marks', () => {
  const { container } = render(<Marked text="Ann" />);
  expect(container.innerHTML).toBe('Ann');
});
