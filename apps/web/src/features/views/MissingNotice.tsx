import { Button } from '@mantine/core';
import { Notice } from '../../shared/ui/Notice';
import classes from './MissingNotice.module.css';
import type { MissingPart } from './viewQueries';

interface MissingNoticeProps {
  missing: readonly MissingPart[];
  /** Takes conditions about what is gone out of the filter. */
  onRemove: () => void;
}

/** A view outlives fields, lists and segments: what it names and is gone is said, and conditions about it stay until they are removed. */
export function MissingNotice({ missing, onRemove }: MissingNoticeProps) {
  if (missing.length === 0) return null;
  const shown = missing.filter(({ place }) => place !== 'filter').map(({ key }) => `“${nameOf(key)}”`);
  const asked = missing.filter(({ place }) => place === 'filter').map(wordsOf);
  return (
    <div>
      <Notice title="Parts of this view no longer exist">
        <div className={classes.text}>
          <span>
            {shown.length > 0 && `Not shown or sorted by: the custom field ${[...new Set(shown)].join(', ')}. `}
            {asked.length > 0 && `The filter asks for ${asked.join(', ')}. Nobody can meet that condition.`}
          </span>
          {asked.length > 0 && (
            <Button size="xs" variant="default" onClick={onRemove}>
              Remove from the filter
            </Button>
          )}
        </div>
      </Notice>
    </div>
  );
}

function nameOf(key: string): string {
  return key.replace(/^mine:/, '');
}

function wordsOf({ kind, key }: MissingPart): string {
  switch (kind) {
    case 'field':
      return `the custom field “${nameOf(key)}”, which was deleted`;
    case 'list':
      return 'a list that was deleted';
    case 'segment':
      return 'a segment that was deleted';
  }
}
