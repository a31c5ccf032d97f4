import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './MailLab.module.css';

/** The workspace's mailbox, and what the installation itself wrote to the signed-in person. */
export function LabTabs({ isSystem }: { isSystem: boolean }) {
  const workspaceId = useWorkspaceId();
  return (
    <nav className={classes.tabs} aria-label="Mailboxes">
      <Link to={paths.mailLab(workspaceId)} className={classes.tab} aria-current={isSystem ? undefined : 'page'}>
        Workspace
      </Link>
      <Link to={paths.systemMail(workspaceId)} className={classes.tab} aria-current={isSystem ? 'page' : undefined}>
        System mail
      </Link>
    </nav>
  );
}
