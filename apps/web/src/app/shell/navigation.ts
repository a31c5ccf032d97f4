import {
  IconAddressBook,
  IconBulb,
  IconCalendar,
  IconFilter,
  IconFlask2,
  IconHome,
  IconInbox,
  IconLayoutKanban,
  IconListDetails,
  IconSend,
  IconSettings,
  IconTemplate,
  type Icon,
} from '@tabler/icons-react';
import { paths } from '../../shared/paths';

export interface NavTarget {
  readonly label: string;
  readonly icon: Icon;
  readonly to: (workspaceId: string) => string;
  /** Second key after G. */
  readonly key: string;
  readonly exact?: boolean;
  /** Further places that belong to it, so that it stays marked there. */
  readonly alsoUnder?: (workspaceId: string) => string;
  readonly count?: 'inReview' | 'inboxUnread' | 'openInsights' | 'labUnread';
}

export const navTargets: readonly NavTarget[] = [
  { label: 'Home', icon: IconHome, to: paths.home, key: 'h', exact: true },
  { label: 'Inbox', icon: IconInbox, to: paths.inbox, key: 'i', count: 'inboxUnread' },
  { label: 'Contacts', icon: IconAddressBook, to: (id) => paths.contacts(id), key: 'c', alsoUnder: paths.imports },
  { label: 'Board', icon: IconLayoutKanban, to: (id) => paths.board(id), key: 'b' },
  { label: 'Lists', icon: IconListDetails, to: paths.lists, key: 'l' },
  { label: 'Segments', icon: IconFilter, to: paths.segments, key: 'e' },
  { label: 'Campaigns', icon: IconSend, to: (id) => paths.campaigns(id), key: 'a', count: 'inReview' },
  { label: 'Calendar', icon: IconCalendar, to: paths.calendar, key: 'd' },
  { label: 'Templates', icon: IconTemplate, to: paths.templates, key: 't' },
  { label: 'Insights', icon: IconBulb, to: (id) => paths.insights(id), key: 'n', count: 'openInsights' },
  { label: 'Mail lab', icon: IconFlask2, to: paths.mailLab, key: 'm', count: 'labUnread' },
  { label: 'Settings', icon: IconSettings, to: paths.settings, key: 's' },
];

export function isUnder(pathname: string, target: NavTarget, workspaceId: string): boolean {
  const to = target.to(workspaceId);
  if (target.exact) return pathname === to || pathname === `${to}/`;
  const roots = [to, target.alsoUnder?.(workspaceId)].filter((root) => root !== undefined);
  return roots.some((root) => pathname === root || pathname.startsWith(`${root}/`));
}
