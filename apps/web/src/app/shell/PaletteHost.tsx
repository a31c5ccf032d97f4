import { useMantineColorScheme } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconKeyboard, IconMoon, IconPlus, IconSun, IconUpload, IconUserPlus } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { usePaletteEntries, type PaletteEntry } from '../../shared/palette/paletteRegistry';
import { paths } from '../../shared/paths';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { navTargets } from './navigation';
import { openShortcutHelp } from './ShortcutHelp';
import { useContactSearch } from './useContactSearch';

const load = () => import('../../shared/palette/CommandPalette');
const CommandPalette = lazy(async () => ({ default: (await load()).CommandPalette }));

export function usePalette() {
  const [openedAt, setOpenedAt] = useState(0);
  const open = () => setOpenedAt(Date.now());
  useHotkeys([['mod+K', open]], []);
  useEffect(() => {
    // Its code is fetched while the first of the two keys goes down, so that the first letter typed already lands in it.
    const prepare = (event: KeyboardEvent) => (event.key === 'Control' || event.key === 'Meta') && void load();
    window.addEventListener('keydown', prepare);
    return () => window.removeEventListener('keydown', prepare);
  }, []);
  return { openedAt, open };
}

/** The palette's code is fetched when it is first asked for. */
export function PaletteHost({ openedAt }: { openedAt: number }) {
  usePaletteEntries(useShellEntries());
  useContactSearch();
  if (openedAt === 0) return null;
  return (
    <Suspense fallback={null}>
      <CommandPalette openedAt={openedAt} />
    </Suspense>
  );
}

function useShellEntries(): PaletteEntry[] {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const mayInvite = useMay('admin');
  const { setColorScheme } = useMantineColorScheme();
  const go = (to: string) => () => void navigate(to);
  const pages = navTargets.map(({ label, icon: Icon, to, key }) => ({
    id: `go-${label}`,
    label,
    group: 'Pages',
    icon: <Icon size={16} stroke={1.7} />,
    shortcut: `G ${key.toUpperCase()}`,
    keywords: 'go to open',
    run: go(to(workspaceId)),
  }));
  const edits: PaletteEntry[] = [
    {
      id: 'new-campaign',
      label: 'Create campaign',
      group: 'Actions',
      icon: <IconPlus size={16} />,
      keywords: 'new email send',
      run: go(paths.newCampaign(workspaceId)),
    },
    {
      id: 'new-template',
      label: 'Create template',
      group: 'Actions',
      icon: <IconPlus size={16} />,
      keywords: 'new',
      run: go(paths.startTemplate(workspaceId)),
    },
    {
      id: 'import',
      label: 'Import contacts',
      group: 'Actions',
      icon: <IconUpload size={16} />,
      keywords: 'csv file upload',
      run: go(paths.newImport(workspaceId)),
    },
  ];
  const invites: PaletteEntry[] = [
    {
      id: 'invite',
      label: 'Invite someone',
      group: 'Actions',
      icon: <IconUserPlus size={16} />,
      keywords: 'member colleague',
      run: go(paths.settingsMembers(workspaceId)),
    },
  ];
  const others: PaletteEntry[] = [
    {
      id: 'dark',
      label: 'Switch to dark',
      group: 'Appearance',
      icon: <IconMoon size={16} />,
      keywords: 'theme mode',
      run: () => setColorScheme('dark'),
    },
    {
      id: 'light',
      label: 'Switch to light',
      group: 'Appearance',
      icon: <IconSun size={16} />,
      keywords: 'theme mode',
      run: () => setColorScheme('light'),
    },
    { id: 'keys', label: 'Keyboard shortcuts', group: 'Help', icon: <IconKeyboard size={16} />, shortcut: '?', run: openShortcutHelp },
  ];
  return [...pages, ...(mayEdit ? edits : []), ...(mayInvite ? invites : []), ...others];
}
