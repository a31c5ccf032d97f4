import { Text } from '@mantine/core';
import { findDifferences, misspeltTerms } from '@rapport/common';
import { useMemo } from 'react';
import { paths } from '../../shared/paths';
import { NameCell } from '../../shared/table/NameCell';
import { SearchMarks } from '../../shared/ui/Marked';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useSimilarContacts } from './contactQueries';
import classes from './SimilarContacts.module.css';

/** Whom a search that found nobody may have meant, with what differs marked. */
export function SimilarContacts({ search }: { search: string }) {
  const workspaceId = useWorkspaceId();
  const contacts = useSimilarContacts(workspaceId, search).data ?? [];
  const marks = useMemo(() => {
    const terms = misspeltTerms(search);
    return (text: string) => findDifferences(text, terms);
  }, [search]);
  if (contacts.length === 0) return null;
  return (
    <div className={classes.root}>
      <Text size="sm" c="dimmed">
        Similar contacts:
      </Text>
      <SearchMarks value={marks}>
        <ul className={classes.list} aria-label="Similar contacts">
          {contacts.map(({ id, displayName, company }) => (
            <li key={id}>
              <NameCell name={displayName} to={paths.contact(workspaceId, id)} seed={id} note={company} />
            </li>
          ))}
        </ul>
      </SearchMarks>
    </div>
  );
}
