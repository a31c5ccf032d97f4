import { Button, Group, Menu, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBookmark, IconCheck, IconChevronDown, IconStarFilled, IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { NARROW } from '../../shared/theme/tokens';
import { act, actWithUndo } from '../../shared/ui/act';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { NO_VIEW } from './useSavedViews';
import { ViewDialog, type ViewDialogProps } from './ViewDialog';
import classes from './ViewMenu.module.css';
import { type Look, type View, type ViewSummary, useViewActs } from './viewQueries';

interface ViewMenuProps {
  views: readonly ViewSummary[];
  /** The one that is open; null for all contacts. */
  view: View | null;
  /** What the table shows now. */
  look: Look;
  isChanged: boolean;
  onOpen: (viewId: string, look: Look | null) => void;
}

/** Opens views, and keeps what was changed: the open one says so, with a way to save it and a way back. */
export function ViewMenu({ views, view, look, isChanged, onOpen }: ViewMenuProps) {
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  const { dialog, ...acts } = useViewMenu({ view, look, onOpen });
  const own = views.filter(({ isOwn }) => isOwn);
  const others = views.filter(({ isOwn }) => !isOwn);
  const item = (one: ViewSummary) => <ViewItem key={one.id} view={one} isOpen={one.id === view?.id} onOpen={() => onOpen(one.id, null)} />;
  const keeps = view !== null && isChanged;
  return (
    <Group gap={4} wrap="nowrap" className={classes.bar}>
      <Menu position="bottom-start" width={270}>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconBookmark size={15} />}
            rightSection={<IconChevronDown size={14} />}
            className={classes.target}
            aria-label={`View: ${view?.name ?? 'All contacts'}${keeps ? ' (changed)' : ''}`}
          >
            <span className={classes.name} dir="auto">
              {view?.name ?? 'All contacts'}
            </span>
            {keeps && <span className={classes.mark} aria-hidden title="Changed" />}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="min(70vh, 520px)" style={{ overflowY: 'auto' }}>
          <Menu.Item leftSection={view === null ? <IconCheck size={14} /> : <Blank />} onClick={() => onOpen(NO_VIEW, null)}>
            All contacts
          </Menu.Item>
          {own.length > 0 && <Menu.Label>Your views</Menu.Label>}
          {own.map(item)}
          {others.length > 0 && <Menu.Label>Shared by others</Menu.Label>}
          {others.map(item)}
          <Menu.Divider />
          {keeps && view.mayEdit && <Menu.Item onClick={acts.save}>Save changes</Menu.Item>}
          {keeps && <Menu.Item onClick={() => onOpen(view.id, view)}>Discard changes</Menu.Item>}
          <Menu.Item onClick={acts.saveAs}>Save as new view…</Menu.Item>
          {view && <ViewActs view={view} acts={acts} />}
        </Menu.Dropdown>
      </Menu>
      {keeps && !isNarrow && (
        <>
          <Text size="xs" c="dimmed" role="status">
            Changed
          </Text>
          {view.mayEdit ? (
            <Button size="xs" variant="subtle" onClick={acts.save}>
              Save
            </Button>
          ) : (
            <Button size="xs" variant="subtle" onClick={acts.saveAs}>
              Save as…
            </Button>
          )}
          <Button size="xs" variant="subtle" color="gray" onClick={() => onOpen(view.id, view)}>
            Reset
          </Button>
        </>
      )}
      {dialog}
    </Group>
  );
}

function Blank() {
  return <span style={{ width: 14 }} />;
}

function ViewItem({ view, isOpen, onOpen }: { view: ViewSummary; isOpen: boolean; onOpen: () => void }) {
  return (
    <Menu.Item
      leftSection={isOpen ? <IconCheck size={14} aria-label="Open" /> : <Blank />}
      rightSection={
        <span className={classes.signs}>
          {view.isDefault && <IconStarFilled size={12} aria-label="Your default" />}
          {view.isShared && view.isOwn && <IconUsers size={14} aria-label="Shared" />}
        </span>
      }
      title={view.isOwn ? view.name : `${view.name} · ${view.ownerName ?? 'a deleted account'}`}
      onClick={onOpen}
    >
      <span className={classes.name} dir="auto">
        {view.name}
      </span>
    </Menu.Item>
  );
}

type Acts = Omit<ReturnType<typeof useViewMenu>, 'dialog'>;

function ViewActs({ view, acts }: { view: View; acts: Acts }) {
  const mayShare = useMay('author');
  return (
    <>
      <Menu.Item onClick={acts.toggleDefault}>{view.isDefault ? 'Don’t open by default' : 'Open by default'}</Menu.Item>
      {view.mayEdit && (
        <>
          <Menu.Item onClick={acts.rename}>Rename…</Menu.Item>
          {(mayShare || view.isShared) && (
            <Menu.Item onClick={acts.toggleShared}>{view.isShared ? 'Stop sharing' : 'Share with the workspace'}</Menu.Item>
          )}
          <Menu.Item color="red" onClick={acts.remove}>
            Delete view
          </Menu.Item>
        </>
      )}
    </>
  );
}

function useViewMenu({ view, look, onOpen }: Pick<ViewMenuProps, 'view' | 'look' | 'onOpen'>) {
  const requests = useViewActs(useWorkspaceId());
  const [asked, setAsked] = useState<Omit<ViewDialogProps, 'onClose'> | null>(null);
  const dialog: ReactNode = asked && <ViewDialog {...asked} onClose={() => setAsked(null)} />;
  const saveAs = () =>
    setAsked({
      title: 'Save as new view',
      submit: 'Save view',
      start: { name: '', isShared: false },
      onSave: async (draft) => {
        const saved = await requests.create({ ...draft, ...look });
        onOpen(saved.id, saved);
        toast(`${saved.name} saved`);
      },
    });
  if (!view) return { dialog, saveAs, save: saveAs, rename: saveAs, toggleShared: saveAs, toggleDefault: saveAs, remove: saveAs };
  const { id, name, version } = view;
  const change = (changes: Partial<Look> & { isShared?: boolean }, done: string) =>
    void act(async () => {
      await requests.update({ id, version, ...changes });
      toast(done);
    });
  return {
    dialog,
    saveAs,
    save: () => change(look, `${name} saved`),
    rename: () =>
      setAsked({
        title: 'Rename view',
        submit: 'Save changes',
        start: { name, isShared: view.isShared },
        onSave: (draft) => requests.update({ id, version, ...draft }),
      }),
    toggleShared: () => change({ isShared: !view.isShared }, view.isShared ? `${name} is only yours now` : `${name} shared`),
    toggleDefault: () =>
      void act(async () => {
        await requests.setDefault({ id, isDefault: !view.isDefault });
        toast(view.isDefault ? 'Contacts open with all contacts' : `Contacts open with ${name}`);
      }),
    remove: () =>
      void actWithUndo({
        act: async () => {
          await requests.remove(id);
          onOpen(NO_VIEW, null);
        },
        done: `${name} deleted`,
        undo: async () => {
          const restored = await requests.restore(id);
          onOpen(restored.id, restored);
        },
      }),
  };
}
