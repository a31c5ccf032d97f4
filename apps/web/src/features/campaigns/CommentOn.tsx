import { Button } from '@mantine/core';
import { IconMessagePlus } from '@tabler/icons-react';
import classes from './Comments.module.css';

/** Beside a part of the review: begins a comment about it. */
export function CommentOn({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      className={classes.commentOn}
      leftSection={<IconMessagePlus size={14} aria-hidden />}
      aria-label={`Comment on ${what}`}
      onClick={onClick}
    >
      Comment
    </Button>
  );
}
