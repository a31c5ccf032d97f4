import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInApp } from '../../testing/renderInApp';
import { readUrlState, useUrlState, writeUrlState } from './useUrlState';

const defaults = { search: '', sort: '-createdAt' };

function Probe() {
  const [url, setUrl] = useUrlState(defaults);
  return (
    <>
      <output>{`${url.search}|${url.sort}`}</output>
      <button onClick={() => setUrl({ sort: 'name' })}>sort</button>
      <button onClick={() => setUrl({ search: 'ada', sort: null })}>search</button>
      <button onClick={() => setUrl({ search: 'opened' }, { push: true })}>push</button>
    </>
  );
}

test('reads what is absent as its default', () => {
  expect(readUrlState(new URLSearchParams('search=ada'), defaults)).toEqual({ search: 'ada', sort: '-createdAt' });
});

test('leaves defaults out of the address and keeps what others put there', () => {
  const next = writeUrlState(new URLSearchParams('tab=2&search=ada'), defaults, { search: '', sort: '-createdAt' });
  expect(next.toString()).toBe('tab=2');
});

test('does not touch keys the patch does not name', () => {
  expect(writeUrlState(new URLSearchParams('search=ada'), defaults, { sort: 'name' }).toString()).toBe('search=ada&sort=name');
});

test('a change is in the address and in what the component reads', async () => {
  const { router } = renderInApp(<Probe />, { at: '/contacts?tab=2' });
  await userEvent.click(screen.getByText('sort'));
  expect(router.state.location.search).toBe('?tab=2&sort=name');
  expect(screen.getByRole('status').textContent).toBe('|name');
  await userEvent.click(screen.getByText('search'));
  expect(router.state.location.search).toBe('?tab=2&search=ada');
});

test('a pushed change can be gone back from', async () => {
  const { router } = renderInApp(<Probe />, { at: '/contacts?search=first' });
  await userEvent.click(screen.getByText('push'));
  expect(screen.getByRole('status').textContent).toBe('opened|-createdAt');
  await act(() => router.navigate(-1));
  expect(screen.getByRole('status').textContent).toBe('first|-createdAt');
});
