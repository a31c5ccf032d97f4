import { Drawer, Text } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { PagedList } from '../../shared/ui/PagedList';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type TemplateUse, useTemplateUses } from './templateTagQueries';
import classes from './Tags.module.css';

interface UsesDrawerProps {
  /** Null: closed. */
  template: { readonly id: string; readonly name: string } | null;
  onClose: () => void;
}

/** What is written from a template. */
export function UsesDrawer({ template, onClose }: UsesDrawerProps) {
  return (
    <Drawer
      opened={template !== null}
      onClose={onClose}
      position="right"
      title={template && `Used by · ${template.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {template && <Uses templateId={template.id} />}
    </Drawer>
  );
}

function Uses({ templateId }: { templateId: string }) {
  const workspaceId = useWorkspaceId();
  const uses = useTemplateUses(workspaceId, templateId);
  return (
    <PagedList source={uses} empty={<Text c="dimmed">No campaign uses this template.</Text>}>
      {(rows) => (
        <ul className={classes.uses} aria-label="Campaigns">
          {rows.map((use) => (
            <li key={use.id} className={classes.use}>
              <span className={classes.useText}>
                <Link to={paths.campaign(workspaceId, use.id)} dir="auto">
                  {use.name}
                </Link>
                <span className={classes.meta}>{versionWords(use)}</span>
              </span>
              <Status kind="campaign" value={use.status} />
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function versionWords({ kind, version, versionLabel }: TemplateUse): string {
  const what = kind === 'series' ? 'Recurring campaign · ' : '';
  if (version === null) return `${what}newest version`;
  return versionLabel ? `${what}version ${version}, ${versionLabel}` : `${what}version ${version}`;
}
