import { Button, Checkbox, Group, Modal, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { plural } from '../../shared/format/format';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { ErrorState } from '../../shared/ui/ErrorState';
import { useDebouncedText } from '../../shared/url/useDebouncedText';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './AddPeopleDialog.module.css';
import { useBulkAction } from './useBulkAction';
import { useContactMatches, type ContactSummary } from './contactQueries';

interface AddPeopleDialogProps {
  list: { id: string; name: string };
  isOpen: boolean;
  onClose: () => void;
}

/** Finds people by typing and puts them on the list; whoever is on it already is shown as such. */
export function AddPeopleDialog({ list, isOpen, onClose }: AddPeopleDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Add people to ${list.name}`} size={480}>
      <AddPeopleForm list={list} onDone={onClose} />
    </Modal>
  );
}

function AddPeopleForm({ list, onDone }: { list: { id: string; name: string }; onDone: () => void }) {
  const workspaceId = useWorkspaceId();
  const [search, setSearch] = useState('');
  const [text, setText] = useDebouncedText(search, setSearch);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const matches = useContactMatches(workspaceId, search);
  const bulk = useBulkAction();
  const toggle = (id: string) => setChosen((current) => toggled(current, id));
  const add = async () => {
    const done = (count: string) => `${count} added to ${list.name}`;
    if (await bulk.run({ action: 'addToList', listId: list.id, selection: { ids: [...chosen] } }, done)) onDone();
  };
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
      <ScrollArea h={300} type="auto" offsetScrollbars viewportProps={{ tabIndex: -1 }}>
        {matches.isError ? (
          <ErrorState error={matches.error} onRetry={() => void matches.refetch()} />
        ) : matches.isPending ? (
          <LinesSkeleton lines={6} />
        ) : matches.data.length === 0 ? (
          <Text c="dimmed" ta="center" py="xl">
            {search ? 'No matching contacts' : 'There are no contacts yet'}
          </Text>
        ) : (
          matches.data.map((contact) => (
            <PersonRow key={contact.id} contact={contact} listId={list.id} isChosen={chosen.has(contact.id)} onToggle={toggle} />
          ))
        )}
      </ScrollArea>
      <Group justify="space-between">
        <Text c="dimmed" size="xs" role="status">
          {chosen.size > 0 ? `${plural(chosen.size, 'person', 'people')} chosen` : 'The first 20 matches are shown'}
        </Text>
        <Button onClick={() => void add()} disabled={chosen.size === 0} loading={bulk.isStarting}>
          Add to list
        </Button>
      </Group>
    </Stack>
  );
}

function PersonRow({
  contact,
  listId,
  isChosen,
  onToggle,
}: {
  contact: ContactSummary;
  listId: string;
  isChosen: boolean;
  onToggle: (id: string) => void;
}) {
  const isOn = contact.lists.some((list) => list.id === listId);
  return (
    <Checkbox
      className={classes.person}
      checked={isOn || isChosen}
      disabled={isOn}
      onChange={() => onToggle(contact.id)}
      label={
        <>
          <span className={classes.name} dir="auto">
            {contact.displayName}
          </span>
          <span className={classes.detail} dir="auto">
            {isOn
              ? 'On this list'
              : [contact.primaryEmail, contact.company].filter((part) => part && part !== contact.displayName).join(' · ')}
          </span>
        </>
      }
    />
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
