import { plural } from '../../shared/format/format';
import { actWithUndo } from '../../shared/ui/act';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useArchiveTemplates } from './templateTagQueries';

/** Archiving needs no question, because it can be undone; campaigns keep what they use. */
export function useArchive(): (templates: readonly { id: string; name: string }[], isArchived: boolean) => Promise<boolean> {
  const archive = useArchiveTemplates(useWorkspaceId());
  return (templates, isArchived) => {
    const templateIds = templates.map(({ id }) => id);
    const what = templates.length === 1 ? `Template ${templates[0]?.name}` : plural(templates.length, 'template');
    return actWithUndo({
      act: () => archive.mutateAsync({ templateIds, isArchived }),
      done: isArchived ? `${what} archived` : `${what} restored from the archive`,
      undo: () => archive.mutateAsync({ templateIds, isArchived: !isArchived }),
    });
  };
}
