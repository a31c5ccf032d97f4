import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Merge.module.css';
import { useDuplicatesOf } from './mergeQueries';
import { useKeepApart } from './useKeepApart';
import { ReasonChips } from './ReasonChips';

/** Quiet: someone else may be this person. Nothing while it loads, and nothing when it fails. */
export function DuplicateBanner({ contactId }: { contactId: string }) {
  const workspaceId = useWorkspaceId();
  const [pair, ...others] = useDuplicatesOf(workspaceId, contactId).data ?? [];
  const { keepApart, isBusy } = useKeepApart();
  if (!pair) return null;
  const { b } = pair;
  return (
    <section className={classes.banner} aria-label="Possible duplicate">
      <IconUsers size={16} stroke={1.7} aria-hidden />
      <span className={classes.bannerText}>
        May be the same person as{' '}
        <Link to={paths.contact(workspaceId, b.id)} dir="auto">
          {b.displayName}
        </Link>
        {others.length > 0 && ` and ${others.length} more`}
      </span>
      <ReasonChips reasons={pair.reasons} />
      <span className={classes.bannerActions}>
        <Button component={Link} to={paths.merge(workspaceId, [contactId, b.id])} size="compact-sm" variant="default">
          Review
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" loading={isBusy} onClick={() => keepApart(pair)}>
          Not a duplicate
        </Button>
      </span>
    </section>
  );
}
