import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun, IconUser, type Icon } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useChangeMySettings } from '../../features/settings/settingsQueries';
import { useLogout } from '../../features/session/sessionQueries';
import { paths } from '../../shared/paths';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import classes from './Shell.module.css';
import { openShortcutHelp } from './ShortcutHelp';

const SCHEMES: readonly { value: MantineColorScheme; label: string; icon: Icon }[] = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'System', icon: IconDeviceDesktop },
];

export function UserMenu({ isCollapsed }: { isCollapsed: boolean }) {
  const { user, workspace } = useWorkspaceScope();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const save = useChangeMySettings();
  const navigate = useNavigate();
  const logout = useLogout(paths.login());
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
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Item leftSection={<IconUser size={15} />} onClick={() => void navigate(paths.settingsProfile(workspace.id))}>
          Your profile
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={15} />} onClick={openShortcutHelp}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Colour scheme</Menu.Label>
        {SCHEMES.map(({ value, label, icon: SchemeIcon }) => (
          <Menu.Item
            key={value}
            closeMenuOnClick={false}
            leftSection={<SchemeIcon size={15} />}
            rightSection={colorScheme === value ? <IconCheck size={15} aria-label="Current" /> : null}
            onClick={() => (setColorScheme(value), save.mutate({ colorScheme: value }))}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => logout.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
