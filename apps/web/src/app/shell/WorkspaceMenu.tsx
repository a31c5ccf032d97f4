import { Menu, Text } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useSession } from '../../features/session/sessionQueries';
import { daysUntil, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { roleWord } from '../../shared/workspace/roles';
import classes from './Shell.module.css';

export function WorkspaceMenu({ isCollapsed }: { isCollapsed: boolean }) {
  const { workspace } = useWorkspaceScope();
  const session = useSession();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button type="button" className={classes.person} aria-label={isCollapsed ? `Workspace ${workspace.name}` : undefined}>
          <PersonAvatar name={workspace.name} seed={workspace.id} size={28} square />
          {!isCollapsed && (
            <>
              <span className={classes.personText}>
                <span className={classes.strong} dir="auto">
                  {workspace.name}
                </span>
                <span className={classes.weak}>{workspace.isSample ? 'Sample data' : roleWord(workspace.role)}</span>
              </span>
              <IconSelector size={15} color="var(--rp-text-3)" aria-hidden />
            </>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces</Menu.Label>
        {session.data?.workspaces.map((other) => (
          <Menu.Item
            key={other.id}
            leftSection={<PersonAvatar name={other.name} seed={other.id} size={22} square />}
            rightSection={other.id === workspace.id ? <IconCheck size={15} aria-label="Current" /> : null}
            onClick={() => void navigate(paths.home(other.id))}
          >
            <span dir="auto">{other.name}</span>
            {other.purgeAt && (
              <Text size="xs" c="dimmed">
                Deleted, {plural(daysUntil(other.purgeAt), 'day')} left
              </Text>
            )}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => void navigate(paths.newWorkspace())}>
          Create workspace
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
