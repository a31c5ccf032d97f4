import type { HomeLayoutDto } from '@rapport/sdk';

export type HomeLayout = Pick<HomeLayoutDto, 'left' | 'right' | 'hidden'>;
export type HomeWidget = HomeLayoutDto['left'][number];

/** What can be arranged on Home: a title, and what it shows for whoever chooses. */
export const WIDGETS: Readonly<Record<HomeWidget, { readonly title: string; readonly about: string }>> = {
  recentCampaigns: { title: 'Recent campaigns', about: 'The campaigns that changed last, and how they did' },
  upcoming: { title: 'Upcoming', about: 'What goes out next' },
  recentActivity: { title: 'Recent activity', about: 'Messages, notes and changes as they happen' },
  insights: { title: 'Insights', about: 'What is unusual in your figures' },
  reminders: { title: 'Reminders', about: 'What you want to do next' },
  mail: { title: 'Emails sent and opened', about: 'By day, with bounces, complaints and unsubscriptions' },
  stages: { title: 'Stages', about: 'Who is where, and who moved' },
  growth: { title: 'Contacts added', about: 'By day' },
  senders: { title: 'Senders', about: 'Whether they work, how much they may still send, and what bounced' },
  domains: { title: 'Domains', about: 'Where emails went, and how many bounced and were opened there' },
  lists: { title: 'Lists', about: 'How many contacts are on each' },
};

export type Column = keyof HomeLayout;

/** Where a widget is moved to: a place in a column, or the end of it. */
export function moved(layout: HomeLayout, widget: HomeWidget, to: Column, index = Infinity): HomeLayout {
  const without = (names: readonly HomeWidget[]): HomeWidget[] => names.filter((name) => name !== widget);
  const next = { left: without(layout.left), right: without(layout.right), hidden: without(layout.hidden) };
  next[to].splice(Math.min(index, next[to].length), 0, widget);
  return next;
}
