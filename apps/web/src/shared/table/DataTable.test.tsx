import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInApp } from '../../testing/renderInApp';
import { nextSort, type DataColumn, type RowSource } from './columns';
import { DataTable, type DataTableProps } from './DataTable';

interface Person {
  id: string;
  name: string;
  company: string;
}

const people: Person[] = ['Ada', 'Bo', 'Chi', 'Dev'].map((name) => ({ id: name.toLowerCase(), name, company: `${name} Ltd` }));
const columns: DataColumn<Person>[] = [
  { id: 'name', header: 'Name', width: 200, sortKey: 'name', canHide: false, cell: (person) => person.name },
  { id: 'company', header: 'Company', width: 200, cell: (person) => person.company },
];

function sourceOf(rows: readonly Person[], more: Partial<RowSource<Person>> = {}): RowSource<Person> {
  const nothing = () => undefined;
  return {
    identity: '',
    rows,
    rowsBefore: 0,
    rowsAfter: 0,
    isLoading: false,
    isStale: false,
    error: null,
    retry: nothing,
    hasMore: false,
    isLoadingMore: false,
    loadMore: nothing,
    moreError: null,
    loadedAt: 0,
    look: nothing,
    ...more,
  };
}

function Table(props: Partial<DataTableProps<Person>>) {
  return (
    <DataTable
      tableId="people"
      label="People"
      columns={columns}
      source={sourceOf(people)}
      rowId={(person) => person.id}
      rowName={(person) => person.name}
      empty={<p>Nobody yet</p>}
      {...props}
    />
  );
}

const bulkActions: DataTableProps<Person>['bulkActions'] = ({ ids, isEverything }) => <span>{isEverything ? 'everyone' : ids.join()}</span>;
/** The virtual window draws its rows once it knows its height. */
const drawn = () => screen.findByRole('row', { name: /Bo Ltd/ });
const rowOf = (name: string) => screen.getByRole('row', { name: new RegExp(name) });

beforeAll(() => {
  // jsdom lays nothing out; the virtual window needs a height to put rows in.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 600 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 1000 });
});

beforeEach(() => localStorage.clear());

test('arrows move, Enter opens the row one stands on', async () => {
  const opened: string[] = [];
  renderInApp(<Table onOpen={(person) => opened.push(person.id)} />);
  await drawn();
  act(() => rowOf('Ada').focus());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  await waitFor(() => expect(document.activeElement).toBe(rowOf('Bo Ltd')));
  await userEvent.keyboard('{Enter}');
  expect(opened).toEqual(['bo']);
});

test('the ends of the table stop the arrows, and only one row is in the tab order', async () => {
  renderInApp(<Table />);
  await drawn();
  act(() => rowOf('Ada').focus());
  await userEvent.keyboard('{ArrowUp}{End}{ArrowDown}');
  await waitFor(() => expect(document.activeElement).toBe(rowOf('Dev Ltd')));
  expect(screen.getAllByRole('row').filter((row) => row.tabIndex === 0)).toEqual([rowOf('Dev Ltd')]);
});

test('Space selects, the bar shows the chosen rows, Escape clears them', async () => {
  renderInApp(<Table bulkActions={bulkActions} />);
  await drawn();
  act(() => rowOf('Ada').focus());
  await userEvent.keyboard(' {ArrowDown}');
  await waitFor(() => expect(document.activeElement).toBe(rowOf('Bo Ltd')));
  await userEvent.keyboard(' ');
  const bar = screen.getByRole('region', { name: 'Selected rows' });
  expect(within(bar).getByText('2 selected')).toBeTruthy();
  expect(within(bar).getByText('ada,bo')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('region', { name: 'Selected rows' })).toBeNull();
});

test('a click with Shift selects all rows between', async () => {
  renderInApp(<Table bulkActions={bulkActions} />);
  await drawn();
  const user = userEvent.setup();
  await user.click(screen.getByRole('checkbox', { name: 'Select Ada' }));
  await user.keyboard('{Shift>}');
  await user.click(screen.getByRole('checkbox', { name: 'Select Chi' }));
  await user.keyboard('{/Shift}');
  expect(screen.getByText('ada,bo,chi')).toBeTruthy();
});

test('all loaded rows chosen offers all that match, also those not loaded', async () => {
  renderInApp(<Table bulkActions={bulkActions} total={10_204} />);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all loaded people' }));
  await userEvent.click(screen.getByRole('button', { name: 'Select all 10,204' }));
  expect(screen.getByText('everyone')).toBeTruthy();
  expect(screen.getByText('10,204 selected')).toBeTruthy();
});

test('choosing all waits until there are rows', () => {
  renderInApp(<Table bulkActions={bulkActions} source={sourceOf([], { isLoading: true })} />);
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all loaded people' }).disabled).toBe(true);
});

test('rows that a filter takes away are no longer chosen', async () => {
  function Filtered() {
    const [rows, setRows] = useState<readonly Person[]>(people);
    return (
      <>
        <button onClick={() => setRows(people.slice(1))}>filter</button>
        <Table bulkActions={bulkActions} source={sourceOf(rows)} />
      </>
    );
  }
  renderInApp(<Filtered />);
  await drawn();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Ada' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Bo' }));
  await userEvent.click(screen.getByText('filter'));
  expect(screen.getByText('bo')).toBeTruthy();
  expect(screen.getByText('1 selected')).toBeTruthy();
});

test('tells its source which rows are on screen, counted from the top of the whole list', async () => {
  const seen: string[] = [];
  const look = (first: number, last: number) => void seen.push(`${first}-${last}`);
  renderInApp(<Table source={sourceOf(people, { hasMore: true, look })} />);
  await waitFor(() => expect(seen.at(-1)).toBe('0-3'));
});

test('keeps the place of rows that are not loaded, and leaves the others where they are', async () => {
  renderInApp(<Table source={sourceOf(people, { rowsBefore: 5, rowsAfter: 2 })} />);
  await drawn();
  const rows = screen.getAllByRole('row').filter((row) => row.dataset.rowIndex !== undefined);
  expect(rows.map((row) => row.getAttribute('aria-busy'))).toEqual([...'tttttfffftt'].map((letter) => (letter === 't' ? 'true' : null)));
  expect(rowOf('Bo Ltd').getAttribute('aria-rowindex')).toBe('8');
});

test('rows stay chosen while their page is let go, and are no longer when they are gone from it', async () => {
  function Moving() {
    const [at, setAt] = useState(0);
    const stretch = [
      sourceOf(people),
      sourceOf([{ id: 'eve', name: 'Eve', company: 'Eve Ltd' }], { rowsBefore: 4 }),
      sourceOf(people.slice(1)),
    ][at];
    return (
      <>
        <button type="button" onClick={() => setAt(at + 1)}>
          move
        </button>
        {stretch && <Table source={stretch} bulkActions={bulkActions} />}
      </>
    );
  }
  renderInApp(<Moving />);
  await drawn();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Ada' }));
  await userEvent.click(screen.getByText('move'));
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select Eve' }));
  expect(screen.getByText('eve,ada')).toBeTruthy();
  await userEvent.click(screen.getByText('move'));
  await drawn();
  expect(screen.queryByText('2 selected')).toBeNull();
});

test('a header sorts, and tells which way', async () => {
  const asked: string[] = [];
  renderInApp(<Table sort="-name" onSort={(sort) => asked.push(sort)} />);
  expect(screen.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('descending');
  await userEvent.click(screen.getByRole('button', { name: 'Name' }));
  expect(asked).toEqual(['name']);
});

test('the first click on a date asks for the newest', () => {
  expect(nextSort('name', { sortKey: 'createdAt', firstSort: 'desc' })).toBe('-createdAt');
  expect(nextSort('-createdAt', { sortKey: 'createdAt', firstSort: 'desc' })).toBe('createdAt');
});

test('a hidden column stays hidden the next time', async () => {
  const first = renderInApp(<Table />);
  await userEvent.click(screen.getByRole('button', { name: 'Choose columns of people' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Company' }));
  expect(screen.queryByRole('columnheader', { name: 'Company' })).toBeNull();
  first.unmount();
  renderInApp(<Table />);
  expect(screen.queryByRole('columnheader', { name: 'Company' })).toBeNull();
});

test('says what to do when there is nothing, and offers another try after a failure', async () => {
  let tries = 0;
  const view = renderInApp(<Table source={sourceOf([])} />);
  expect(screen.getByText('Nobody yet')).toBeTruthy();
  view.unmount();
  renderInApp(<Table source={sourceOf([], { error: new TypeError('fetch failed'), retry: () => (tries += 1) })} />);
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(tries).toBe(1);
});

describe('with cells that are edited', () => {
  const editable: DataColumn<Person>[] = [
    { id: 'name', header: 'Name', width: 200, canHide: false, cell: (person) => person.name, text: (person) => person.name },
    {
      id: 'company',
      header: 'Company',
      width: 200,
      cell: (person) => person.company,
      text: (person) => person.company,
      editing: { kind: 'text', draft: (person) => person.company },
    },
  ];
  const cell = (row: number, column: number) => {
    const found = document.querySelector<HTMLElement>(`[data-cell-row="${row}"][data-cell-column="${column}"]`);
    if (!found) throw new Error(`No cell ${row}, ${column}`);
    return found;
  };

  function Edited({ onEdit, ...props }: Partial<DataTableProps<Person>>) {
    const [rows, setRows] = useState<readonly Person[]>(people);
    const save: DataTableProps<Person>['onEdit'] = async (person, column, draft) => {
      await onEdit?.(person, column, draft);
      setRows((before) => before.map((row) => (row.id === person.id ? { ...row, company: draft } : row)));
    };
    return <Table columns={editable} source={sourceOf(rows)} onEdit={save} {...props} />;
  }

  test('the arrow goes from the row into its cells, and Escape comes back', async () => {
    const opened: string[] = [];
    renderInApp(<Edited onOpen={(person) => opened.push(person.id)} />);
    await drawn();
    act(() => rowOf('Ada').focus());
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    await waitFor(() => expect(document.activeElement).toBe(cell(1, 0)));
    await userEvent.keyboard('{Enter}{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(rowOf('Bo Ltd')));
    expect(opened).toEqual(['bo']);
  });

  test('F2 edits, Enter saves and goes down, Tab saves and goes on', async () => {
    renderInApp(<Edited />);
    await drawn();
    act(() => rowOf('Ada').focus());
    await userEvent.keyboard('{ArrowRight}{End}{F2}');
    await userEvent.type(await screen.findByRole('textbox', { name: 'Company of Ada' }), '{Control>}a{/Control}Acme{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(cell(1, 1)));
    expect(cell(0, 1).textContent).toBe('Acme');
    await userEvent.keyboard('{Enter}');
    await userEvent.type(await screen.findByRole('textbox', { name: 'Company of Bo' }), 'X');
    await userEvent.tab();
    await waitFor(() => expect(document.activeElement).toBe(cell(2, 0)));
    expect(cell(1, 1).textContent).toMatch(/X/);
  });

  test('Escape keeps the old value, and a refusal keeps the editor open and says why', async () => {
    const refuse = () => Promise.reject(Object.assign(new Error('Too short.'), { code: 'x', status: 422 }));
    renderInApp(<Edited onEdit={refuse} />);
    await drawn();
    await userEvent.dblClick(cell(0, 1));
    await userEvent.type(await screen.findByRole('textbox', { name: 'Company of Ada' }), 'Y{Enter}');
    expect(await screen.findByText('Too short.')).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Company of Ada' })).toBeNull());
    expect(cell(0, 1).textContent).toBe('Ada Ltd');
    await waitFor(() => expect(document.activeElement).toBe(cell(0, 1)));
  });

  test('a range is copied as lines of cells, and Space selects the row', async () => {
    const user = userEvent.setup();
    renderInApp(<Edited bulkActions={bulkActions} />);
    await drawn();
    await user.click(cell(0, 0));
    await user.keyboard('{Shift>}{ArrowRight}{ArrowDown}{/Shift}{Control>}c{/Control}');
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe('Ada\tAda Ltd\nBo\tBo Ltd'));
    await user.keyboard(' ');
    expect(await screen.findByText('1 selected')).toBeTruthy();
  });
});

describe('a quick look', () => {
  function Peeked({ start = null, ...props }: Partial<DataTableProps<Person>> & { start?: string | null }) {
    const [id, setId] = useState<string | null>(start);
    return (
      <>
        <Table {...props} peek={{ id, onChange: (person) => setId(person?.id ?? null) }} />
        <span data-testid="peeked">{id ?? 'nobody'}</span>
        <button onClick={() => setId('dev')}>Beside the table</button>
      </>
    );
  }
  const looksAt = (id: string) => waitFor(() => expect(screen.getByTestId('peeked').textContent).toBe(id));

  test('Space opens it, arrows take it along, Escape closes it before it clears the selection', async () => {
    renderInApp(<Peeked bulkActions={bulkActions} />);
    await drawn();
    act(() => rowOf('Ada').focus());
    await userEvent.keyboard('x ');
    await looksAt('ada');
    await userEvent.keyboard('{ArrowDown}');
    await looksAt('bo');
    expect(rowOf('Bo Ltd').dataset['peeked']).toBe('true');
    await userEvent.keyboard('{Escape}');
    await looksAt('nobody');
    expect(screen.getByText('1 selected')).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText('1 selected')).toBeNull();
  });

  test('the same in cells, where Shift and Space select the row', async () => {
    renderInApp(<Peeked bulkActions={bulkActions} onEdit={() => Promise.resolve()} />);
    await drawn();
    act(() => rowOf('Ada').focus());
    await userEvent.keyboard('{ArrowRight} ');
    await looksAt('ada');
    await userEvent.keyboard('{ArrowDown}');
    await looksAt('bo');
    await userEvent.keyboard('{Shift>} {/Shift}');
    expect(screen.getByText('1 selected')).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await looksAt('nobody');
  });

  test('what is chosen beside the table makes its row the active one', async () => {
    renderInApp(<Peeked />);
    await drawn();
    await userEvent.click(screen.getByRole('button', { name: 'Beside the table' }));
    await waitFor(() => expect(rowOf('Dev Ltd').tabIndex).toBe(0));
  });
});

test('a table with cells draws its rows anew with other row actions', async () => {
  function Changing() {
    const [mayDelete, setMayDelete] = useState(false);
    const [actions, setActions] = useState(() => (person: Person) => <span>Look at {person.name}</span>);
    return (
      <>
        <Table onEdit={() => Promise.resolve()} rowActions={actions} />
        <button
          onClick={() => {
            setMayDelete(true);
            setActions(() => (person: Person) => <span>Delete {person.name}</span>);
          }}
        >
          {mayDelete ? 'May' : 'May not'}
        </button>
      </>
    );
  }
  renderInApp(<Changing />);
  expect(await screen.findByText('Look at Ada')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'May not' }));
  expect(screen.getByText('Delete Ada')).toBeTruthy();
});
