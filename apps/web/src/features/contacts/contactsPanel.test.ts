import { panelSections, type PanelSources } from './contactsPanel';

const view = { id: 'v1', name: 'Mine', isOwn: true, isShared: false, isDefault: true, ownerName: 'Ada' };
const sources: PanelSources = {
  workspaceId: 'w',
  noView: 'all',
  state: { view: '', listId: '', segmentId: '', trashed: '' },
  views: [{ ...view, id: 'v2', name: 'Theirs', isOwn: false, isShared: true, isDefault: false, ownerName: null }, view],
  segments: [
    { id: 's1', name: 'Active', contactCount: 12, countedAt: '2026-11-29T08:05:00.000Z' },
    { id: 's2', name: 'Broken', contactCount: null, countedAt: '2026-11-29T08:01:00.000Z' },
    { id: 's3', name: 'New', contactCount: null, countedAt: null },
  ],
  lists: [
    { id: 'l1', name: 'Zoo', isPrimary: false, position: 0, count: 1 },
    { id: 'l2', name: 'Art', isPrimary: false, position: 0, count: 2 },
    { id: 'l3', name: 'Customer', isPrimary: true, position: 2, count: 3 },
    { id: 'l4', name: 'Lead', isPrimary: true, position: 1, count: 4 },
  ],
};
const section = (title: string, given: Partial<PanelSources> = {}) =>
  panelSections({ ...sources, ...given }).find((one) => one.title === title);
const current = (state: Partial<PanelSources['state']>) =>
  panelSections({ ...sources, state: { ...sources.state, ...state } }).flatMap(({ items }) =>
    items.filter(({ isCurrent }) => isCurrent).map(({ key }) => key),
  );

test('views of one’s own come first, each with its signs; those of others say whose they are', () => {
  const items = section('Views')?.items ?? [];
  expect(items.map(({ label }) => label)).toEqual(['All contacts', 'Mine', 'Theirs']);
  expect(items[1]).toMatchObject({ signs: ['default'], hint: undefined, to: '/w/w/contacts?view=v1' });
  expect(items[2]).toMatchObject({ signs: ['shared'], hint: 'Shared by a deleted account' });
});

test('stages keep their order, lists are by name, and segments say as of when they were counted', () => {
  expect(section('Stages')?.items.map(({ label, count }) => [label, count])).toEqual([
    ['Lead', 4],
    ['Customer', 3],
  ]);
  expect(section('Lists')?.items.map(({ label }) => label)).toEqual(['Art', 'Zoo']);
  expect(section('Segments')?.items.map(({ count }) => count)).toEqual([12, null, null]);
  expect(section('Segments')?.asOf).toBe('2026-11-29T08:01:00.000Z');
  expect(section('Segments', { segments: [] })).toBeUndefined();
});

test('one entry is the current one: a view before what it filters by', () => {
  expect(current({})).toEqual(['all']);
  expect(current({ view: 'all' })).toEqual(['all']);
  expect(current({ segmentId: 's1' })).toEqual(['segment s1']);
  expect(current({ listId: 'l4' })).toEqual(['list l4']);
  expect(current({ view: 'v1', segmentId: 's1' })).toEqual(['view v1']);
  expect(current({ trashed: 'true' })).toEqual([]);
});
