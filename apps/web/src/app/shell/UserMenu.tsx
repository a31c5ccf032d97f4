import { Menu, SegmentedControl, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useLogout } from '../../features/session/sessionQueries';
import { paths } from '../../shared/paths';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import classes from './Shell.module.css';
import { openShortcutHelp } from './ShortcutHelp';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'System' },
];

export function UserMenu({ isCollapsed }: { isCollapsed: boolean }) {
  const { user, workspace } = useWorkspaceScope();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const logout = useLogout();
  const signOut = async () => {
    await logout.mutateAsync();
    await navigate(paths.login(), { replace: true });
  };
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button type="button" className={classes.person} aria-label={isCollapsed ? `Account of ${user.name}` : undefined}>
          <PersonAvatar name={user.name} seed={user.id} size={24} />
          {!isCollapsed && (
            <span className={classes.strong} dir="auto">
              {user.name}
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="xs" c="dimmed" px={8} py={6} truncate>
          {user.email}
        </Text>
        <Menu.Item leftSection={<IconUser size={15} />} onClick={() => void navigate(paths.settingsProfile(workspace.id))}>
          Your profile
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={15} />} onClick={openShortcutHelp}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Divider />
        <SegmentedControl
          fullWidth
          aria-label="Colour scheme"
          m={4}
          w="calc(100% - 8px)"
          data={SCHEMES}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
