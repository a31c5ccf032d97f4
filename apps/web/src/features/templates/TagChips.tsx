import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ColourDot } from '../../shared/ui/ColourMenu';
import { useTemplateTags } from './templateTagQueries';
import classes from './Tags.module.css';

/** The tags that a template has. */
export function TagChips({ tagIds, isLine = false }: { tagIds: readonly string[]; isLine?: boolean }) {
  const tags = useTemplateTags(useWorkspaceId()).data ?? [];
  const own = tags.filter(({ id }) => tagIds.includes(id));
  if (own.length === 0) return null;
  return (
    <ul className={classes.chips} data-line={isLine || undefined} aria-label="Tags">
      {own.map(({ id, name, colour }) => (
        <li key={id} className={classes.chip} title={name}>
          <ColourDot colour={colour} size={9} />
          <span dir="auto">{name}</span>
        </li>
      ))}
    </ul>
  );
}
