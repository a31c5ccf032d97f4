import { paths } from '../../shared/paths';
import type { ContactView } from './contactFilters';

/** One way to some of the contacts. */
export interface PanelItem {
  readonly key: string;
  readonly label: string;
  readonly to: string;
  readonly isCurrent: boolean;
  /** How many contacts; null while that is not known. Left out where nothing is counted. */
  readonly count?: number | null;
  /** What a sign beside the name says. */
  readonly signs?: readonly ('default' | 'shared')[];
  /** Said on hover: whose it is, or of when its count is. */
  readonly hint?: string | undefined;
}

export interface PanelSection {
  readonly title: string;
  readonly items: readonly PanelItem[];
  /** ISO; the oldest count of the section, where counts are kept. */
  readonly asOf?: string | null;
  /** Where its items are made and changed. */
  readonly manage?: { readonly label: string; readonly to: string };
}

interface PanelView {
  readonly id: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly isShared: boolean;
  readonly isDefault: boolean;
  readonly ownerName: string | null;
}
interface PanelSegment {
  readonly id: string;
  readonly name: string;
  readonly contactCount: number | null;
  readonly countedAt: string | null;
}
interface PanelList {
  readonly id: string;
  readonly name: string;
  readonly isPrimary: boolean;
  readonly position: number;
  readonly count: number;
}

export interface PanelSources {
  readonly workspaceId: string;
  /** What the table shows. */
  readonly state: Pick<ContactView, 'view' | 'listId' | 'segmentId' | 'trashed'>;
  readonly views: readonly PanelView[];
  readonly segments: readonly PanelSegment[];
  readonly lists: readonly PanelList[];
  /** In the address: no view, although the person has a default one. */
  readonly noView: string;
}

/** Saved views, segments, stages and lists as the panel shows them. A section without items is left out, but for the views. */
export function panelSections({ workspaceId, state, views, segments, lists, noView }: PanelSources): PanelSection[] {
  const hasView = state.view !== '' && state.view !== noView;
  const contacts = (query: string) => paths.contacts(workspaceId, query);
  const viewItem = ({ id, name, isOwn, isShared, isDefault, ownerName }: PanelView): PanelItem => ({
    key: `view ${id}`,
    label: name,
    to: contacts(`view=${id}`),
    isCurrent: state.view === id,
    signs: [...(isDefault ? (['default'] as const) : []), ...(isShared ? (['shared'] as const) : [])],
    hint: isOwn ? undefined : `Shared by ${ownerName ?? 'a deleted account'}`,
  });
  const listItem = ({ id, name, count }: PanelList): PanelItem => ({
    key: `list ${id}`,
    label: name,
    to: contacts(`listId=${id}`),
    isCurrent: !hasView && state.listId === id,
    count,
  });
  const isAll = !hasView && state.listId === '' && state.segmentId === '' && state.trashed === '';
  const ordered = [...lists].sort((a, b) => a.position - b.position || a.name.localeCompare(b.name));
  const manageLists = { label: 'Manage lists', to: paths.lists(workspaceId) };
  return [
    {
      title: 'Views',
      items: [
        { key: 'all', label: 'All contacts', to: contacts(`view=${noView}`), isCurrent: isAll },
        ...views.filter(({ isOwn }) => isOwn).map(viewItem),
        ...views.filter(({ isOwn }) => !isOwn).map(viewItem),
      ],
    },
    {
      title: 'Segments',
      asOf: oldestOf(segments),
      manage: { label: 'Manage segments', to: paths.segments(workspaceId) },
      items: segments.map(({ id, name, contactCount }) => ({
        key: `segment ${id}`,
        label: name,
        to: contacts(`segmentId=${id}`),
        isCurrent: !hasView && state.segmentId === id,
        count: contactCount,
      })),
    },
    { title: 'Stages', manage: manageLists, items: ordered.filter(({ isPrimary }) => isPrimary).map(listItem) },
    { title: 'Lists', manage: manageLists, items: ordered.filter(({ isPrimary }) => !isPrimary).map(listItem) },
  ].filter(({ title, items }) => title === 'Views' || items.length > 0);
}

function oldestOf(segments: readonly PanelSegment[]): string | null {
  return segments.reduce<string | null>((oldest, { countedAt }) => {
    if (countedAt === null) return oldest;
    return oldest === null || countedAt < oldest ? countedAt : oldest;
  }, null);
}
