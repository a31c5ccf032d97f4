import { Modal, ScrollArea, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useDebouncedText } from '../../shared/url/useDebouncedText';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Merge.module.css';
import { useMergeMatches } from './mergeQueries';

interface Person {
  readonly id: string;
  readonly displayName: string;
}

/** “Merge with…”: whom with is found by typing; then both are looked at side by side. */
export function useMergeWith() {
  const [person, setPerson] = useState<Person | null>(null);
  const close = () => setPerson(null);
  return {
    open: setPerson,
    dialog: (
      <Modal opened={person !== null} onClose={close} title={person ? `Merge ${person.displayName} with` : ''} size={480}>
        {person && <PickPerson person={person} />}
      </Modal>
    ),
  };
}

function PickPerson({ person }: { person: Person }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const [text, setText] = useDebouncedText(search, setSearch);
  const matches = useMergeMatches(workspaceId, search);
  const others = (matches.data ?? []).filter(({ id }) => id !== person.id);
  return (
    <Stack gap="md">
      <TextInput
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        placeholder="Name, email, phone or company"
        aria-label="Search contacts"
        leftSection={<IconSearch size={15} aria-hidden />}
        data-autofocus
      />
      <ScrollArea h={300} type="auto" viewportProps={{ tabIndex: -1 }}>
        {matches.isError ? (
          <ErrorState error={matches.error} onRetry={() => void matches.refetch()} />
        ) : matches.isPending ? (
          <LinesSkeleton lines={6} />
        ) : others.length === 0 ? (
          <Text c="dimmed" ta="center" py="xl">
            No matching contacts
          </Text>
        ) : (
          others.map(({ id, displayName, primaryEmail, company }) => (
            <UnstyledButton key={id} className={classes.person} onClick={() => void navigate(paths.merge(workspaceId, [person.id, id]))}>
              <span dir="auto">{displayName}</span>
              <span className={classes.detail} dir="auto">
                {[primaryEmail, company].filter((part) => part && part !== displayName).join(' · ')}
              </span>
            </UnstyledButton>
          ))
        )}
      </ScrollArea>
    </Stack>
  );
}
