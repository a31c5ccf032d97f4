/** What Home can show below what needs the person and the numbers. A new one is shown to those who have arranged Home as well. */
export const HOME_WIDGETS = [
  'recentCampaigns',
  'upcoming',
  'recentActivity',
  'insights',
  'reminders',
  'mail',
  'stages',
  'growth',
  'senders',
  'domains',
  'lists',
] as const;
export type HomeWidget = (typeof HOME_WIDGETS)[number];

export interface HomeLayout {
  readonly left: readonly HomeWidget[];
  readonly right: readonly HomeWidget[];
  readonly hidden: readonly HomeWidget[];
}

export const DEFAULT_LAYOUT: HomeLayout = {
  left: ['recentCampaigns', 'upcoming', 'stages', 'recentActivity'],
  right: ['reminders', 'insights', 'mail', 'growth', 'senders', 'domains', 'lists'],
  hidden: [],
};

/**
 * Each widget exactly once: where it is named first counts, and one that is named nowhere (it is newer than the layout) is put at the end of
 * its own column. What is not known (a layout of a later version) is left out.
 */
export function completed(layout: Readonly<Record<keyof HomeLayout, readonly string[]>>): HomeLayout {
  const seen = new Set<string>();
  const take = (names: readonly string[]): HomeWidget[] =>
    names.filter((name): name is HomeWidget => {
      const isNew = isWidget(name) && !seen.has(name);
      seen.add(name);
      return isNew;
    });
  const [left, right, hidden] = [take(layout.left), take(layout.right), take(layout.hidden)];
  return { left: [...left, ...take(DEFAULT_LAYOUT.left)], right: [...right, ...take(DEFAULT_LAYOUT.right)], hidden };
}

function isWidget(name: string): boolean {
  return HOME_WIDGETS.some((widget) => widget === name);
}
