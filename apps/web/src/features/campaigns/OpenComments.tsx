import { IconMessageCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useComments } from './commentQueries';
import classes from './Comments.module.css';
import { countOpen } from './commentThreads';

/** How many threads are open, on every page of a campaign; leads to them. */
export function OpenComments({ campaignId }: { campaignId: string }) {
  const workspaceId = useWorkspaceId();
  const { data } = useComments(workspaceId, campaignId);
  const open = countOpen(data ?? []);
  if (open === 0) return null;
  return (
    <Link to={`${paths.campaignReview(workspaceId, campaignId)}#comments`} className={classes.count}>
      <IconMessageCircle size={14} aria-hidden />
      {plural(open, 'open comment')}
    </Link>
  );
}
