import { ActionIcon } from '@mantine/core';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import classes from './Shell.module.css';

export function TopBar({ onMenu, onSearch }: { onMenu: () => void; onSearch: () => void }) {
  const { workspace } = useWorkspaceScope();
  return (
    <header className={classes.topbar}>
      <ActionIcon size={40} aria-label="Open navigation" onClick={onMenu}>
        <IconMenu2 size={20} />
      </ActionIcon>
      <span className={classes.topbarTitle} dir="auto">
        {workspace.name}
      </span>
      <ActionIcon size={40} aria-label="Search" onClick={onSearch}>
        <IconSearch size={19} />
      </ActionIcon>
    </header>
  );
}
