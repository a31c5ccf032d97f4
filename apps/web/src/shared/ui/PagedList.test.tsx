import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInApp } from '../../testing/renderInApp';
import { useKeysetRows } from '../table/useKeysetRows';
import { PagedList } from './PagedList';

interface Answer {
  items: string[];
  nextCursor: string | null;
}

/** Answers page by page, in the order of `answers`. */
function List({ answers }: { answers: (() => Promise<Answer>)[] }) {
  const source = useKeysetRows<string>({
    queryKey: ['list'],
    fetchPage: () => (answers.shift() ?? (() => Promise.reject(new Error('nothing left'))))(),
    keepsAll: true,
  });
  return (
    <PagedList source={source} more="Show older" empty={<p>Nobody yet</p>}>
      {(rows) => (
        <ul>
          {rows.map((row) => (
            <li key={row}>{row}</li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

const page =
  (items: string[], nextCursor: string | null = null) =>
  () =>
    Promise.resolve({ items, nextCursor });
const refused = () => Promise.reject(Object.assign(new Error('The server is busy.'), { code: 'server.busy', status: 503 }));
const rows = () => screen.queryAllByRole('listitem').map((row) => row.textContent);

test('is read page by page', async () => {
  renderInApp(<List answers={[page(['Ada'], 'a'), page(['Grace'])]} />);
  await userEvent.click(await screen.findByText('Show older'));
  await waitFor(() => expect(rows()).toEqual(['Ada', 'Grace']));
  expect(screen.queryByText('Show older')).toBeNull();
});

test('says what will be there when nothing is', async () => {
  renderInApp(<List answers={[page([])]} />);
  await screen.findByText('Nobody yet');
});

test('a page that fails leaves the others, says why, and can be asked for again', async () => {
  renderInApp(<List answers={[page(['Ada'], 'a'), refused, page(['Grace'])]} />);
  await userEvent.click(await screen.findByText('Show older'));
  await screen.findByText('The server is busy.');
  expect(rows()).toEqual(['Ada']);
  await userEvent.click(screen.getByText('Try again'));
  await waitFor(() => expect(rows()).toEqual(['Ada', 'Grace']));
  expect(screen.queryByText('The server is busy.')).toBeNull();
});

test('a first page that fails can be asked for again', async () => {
  renderInApp(<List answers={[refused, page(['Ada'])]} />);
  await screen.findByText('The server is busy.');
  await userEvent.click(screen.getByRole('button', { name: /try again/i }));
  await waitFor(() => expect(rows()).toEqual(['Ada']));
});
