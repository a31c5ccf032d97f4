import { Button, Loader } from '@mantine/core';
import { MOST_MERGED } from '@rapport/common';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowMerge,
  IconDownload,
  IconForms,
  IconLayoutKanban,
  IconListDetails,
  IconPlaylistX,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatCount, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import type { TableSelection } from '../../shared/table/DataTable';
import { NARROW } from '../../shared/theme/tokens';
import { ChoicePicker } from '../../shared/ui/ChoicePicker';
import { toastError } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { ContactField } from './contactFieldInfo';
import type { ListOption } from './contactFilterFields';
import type { ContactFilter } from './contactFilters';
import type { BulkInput } from './bulkQueries';
import type { ExportContacts } from './exportContacts';
import { SetFieldDialog } from './SetFieldDialog';
import { useBulkAction } from './useBulkAction';

interface ContactBulkActionsProps {
  selection: TableSelection;
  filter: ContactFilter;
  lists: readonly ListOption[];
  fields: readonly ContactField[];
  onCreateList: (name: string) => Promise<{ id: string; name: string }>;
  onExport: ExportContacts;
}

/** Chosen instead of the id of a stage. */
const NO_STAGE = 'none';

export function ContactBulkActions({ selection, filter, lists, fields, onCreateList, onExport }: ContactBulkActionsProps) {
  const workspaceId = useWorkspaceId();
  const bulk = useBulkAction();
  const [isSettingField, setSettingField] = useState(false);
  const chosen: BulkInput['selection'] = selection.isEverything ? { filter } : { ids: selection.ids };
  // Awaited, not told by a callback of `mutate`: the bar is gone as soon as its rows are.
  const run = async (input: Omit<BulkInput, 'selection'>, done: (count: string) => string) => {
    if (await bulk.run({ ...input, selection: chosen }, done)) selection.clear();
  };
  const add = (list: { id: string; name: string }) =>
    void run({ action: 'addToList', listId: list.id }, (count) => `${count} added to ${list.name}`);
  const remove = (list: { id: string; name: string }) =>
    void run({ action: 'removeFromList', listId: list.id }, (count) => `${count} removed from ${list.name}`);
  const createAndAdd = async (name: string) => {
    try {
      add(await onCreateList(name));
    } catch (error) {
      toastError(error);
    }
  };
  const stages = lists.filter(({ isPrimary }) => isPrimary);
  const moveTo = (id: string) => {
    const stage = stages.find((known) => known.id === id);
    if (stage) void run({ action: 'moveToStage', listId: stage.id }, (count) => `${count} moved to ${stage.name}`);
    else void run({ action: 'leaveStage' }, (count) => `${count} removed from their stage`);
  };
  const choices = lists.map((list) => ({ id: list.id, label: list.name, aside: formatCount(list.count) }));
  const pick = (then: (list: ListOption) => void) => (id: string) => {
    const list = lists.find((known) => known.id === id);
    if (list) then(list);
  };
  const current = lists.find((list) => list.id === filter.listId);
  // A phone has room for one word each; screen readers are told the whole.
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  const look = { size: 'xs', variant: 'subtle', disabled: bulk.isStarting } as const;

  const askToExport = () =>
    selection.isEverything
      ? onExport({ filter }, 'all that match')
      : onExport({ contactIds: [...selection.ids] }, plural(selection.ids.length, 'contact'));

  if (filter.trashed) {
    return (
      <Button
        {...look}
        leftSection={<IconArrowBackUp size={15} />}
        onClick={() => void run({ action: 'restore' }, (count) => `${count} restored`)}
      >
        Restore
      </Button>
    );
  }
  return (
    <>
      <ChoicePicker
        choices={choices}
        onPick={pick(add)}
        onCreate={(name) => void createAndAdd(name)}
        placeholder="Find or create a list"
        nothing="No lists yet. Type a name to create one."
      >
        {(open) => (
          <Button {...look} leftSection={<IconListDetails size={15} />} onClick={open} aria-label="Add to list">
            {isNarrow ? 'Add' : 'Add to list'}
          </Button>
        )}
      </ChoicePicker>
      {stages.length > 0 && (
        <ChoicePicker
          choices={[
            ...stages.map(({ id, name, count }) => ({ id, label: name, aside: formatCount(count) })),
            { id: NO_STAGE, label: 'No stage' },
          ]}
          onPick={moveTo}
          placeholder="Find a stage"
          nothing="No stages yet"
        >
          {(open) => (
            <Button {...look} leftSection={<IconLayoutKanban size={15} />} onClick={open} aria-label="Move to stage">
              {isNarrow ? 'Stage' : 'Move to stage'}
            </Button>
          )}
        </ChoicePicker>
      )}
      {current ? (
        <Button {...look} leftSection={<IconPlaylistX size={15} />} onClick={() => remove(current)} aria-label="Remove from list">
          {isNarrow ? 'Remove' : 'Remove from list'}
        </Button>
      ) : (
        lists.length > 0 && (
          <ChoicePicker choices={choices} onPick={pick(remove)} placeholder="Find a list" nothing="No lists yet">
            {(open) => (
              <Button {...look} leftSection={<IconPlaylistX size={15} />} onClick={open} aria-label="Remove from list">
                {isNarrow ? 'Remove' : 'Remove from list'}
              </Button>
            )}
          </ChoicePicker>
        )
      )}
      <Button {...look} leftSection={<IconForms size={15} />} onClick={() => setSettingField(true)} aria-label="Set a field">
        {isNarrow ? 'Field' : 'Set a field'}
      </Button>
      <SetFieldDialog
        fields={fields}
        count={selection.count}
        isOpen={isSettingField}
        onClose={() => setSettingField(false)}
        onSet={async (set, done) => {
          await bulk.begin({ action: 'setField', set, selection: chosen }, done);
          selection.clear();
        }}
      />
      {!selection.isEverything && selection.ids.length >= 2 && selection.ids.length <= MOST_MERGED && (
        <Button
          {...look}
          component={Link}
          to={paths.merge(workspaceId, selection.ids)}
          leftSection={<IconArrowMerge size={15} />}
          aria-label="Merge"
        >
          Merge
        </Button>
      )}
      <Button {...look} leftSection={<IconDownload size={15} />} onClick={askToExport}>
        Export
      </Button>
      <Button
        {...look}
        color="red"
        aria-label="Move to trash"
        leftSection={<IconTrash size={15} />}
        onClick={() => void run({ action: 'trash' }, (count) => `${count} moved to trash`)}
      >
        {isNarrow ? 'Trash' : 'Move to trash'}
      </Button>
      {bulk.isStarting && <Loader size={14} aria-label="Working" />}
    </>
  );
}
