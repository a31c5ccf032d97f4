import { completed, DEFAULT_LAYOUT, HOME_WIDGETS } from './homeLayout.js';

const every = (layout: ReturnType<typeof completed>): string[] => [...layout.left, ...layout.right, ...layout.hidden].sort();

it('has a place for every widget at first', () => {
  expect(every(DEFAULT_LAYOUT)).toEqual([...HOME_WIDGETS].sort());
});

it('keeps what was arranged and hidden', () => {
  const arranged = {
    left: [...DEFAULT_LAYOUT.right],
    right: ['recentActivity'] as const,
    hidden: ['recentCampaigns', 'upcoming', 'stages'] as const,
  };
  expect(completed(arranged)).toEqual(arranged);
});

it('shows a widget that is newer than the layout, at the end of its own column', () => {
  expect(completed({ left: ['lists'], right: [], hidden: ['mail'] })).toEqual({
    left: ['lists', ...DEFAULT_LAYOUT.left],
    right: DEFAULT_LAYOUT.right.filter((name) => name !== 'lists' && name !== 'mail'),
    hidden: ['mail'],
  });
});

it('shows each once, and leaves out what it does not know', () => {
  const layout = completed({ left: ['lists', 'lists', 'weather'], right: ['lists', 'mail'], hidden: ['mail', 'constructor'] });
  expect(every(layout)).toEqual([...HOME_WIDGETS].sort());
  expect(layout.left[0]).toBe('lists');
  expect(layout.right[0]).toBe('mail');
  expect(layout.hidden).toEqual([]);
});
