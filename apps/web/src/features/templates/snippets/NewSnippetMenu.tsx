import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { SNIPPET_KINDS } from '@rapport/common';
import { Link } from 'react-router';
import { paths } from '../../../shared/paths';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import classes from './Snippets.module.css';
import { KIND_PURPOSES, KIND_WORDS } from './snippetWords';

/** What a snippet is written with decides which messages can hold it, and stays as it is chosen here. */
export function NewSnippetMenu() {
  const start = paths.newSnippet(useWorkspaceId());
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button leftSection={<IconPlus size={15} />}>Create snippet</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SNIPPET_KINDS.map((kind) => (
          <Menu.Item key={kind} component={Link} to={`${start}?kind=${kind}`}>
            {KIND_WORDS[kind]}
            <span className={classes.meta}>{KIND_PURPOSES[kind]}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
