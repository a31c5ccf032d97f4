import { Button, CloseButton, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { ChoicePicker } from '../../shared/ui/ChoicePicker';
import { act, actWithUndo } from '../../shared/ui/act';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ContactRecord.module.css';
import type { ListOption } from './contactFilterFields';
import type { Contact } from './contactQueries';

export type SetMembership = (input: { listId: string; contactIds: string[]; isOn: boolean }) => Promise<unknown>;

interface ContactListsProps {
  contact: Contact;
  lists: readonly ListOption[];
  isReadOnly: boolean;
  onSetMembership: SetMembership;
  onCreateList: (name: string) => Promise<{ id: string; name: string }>;
  /** Null: off the stage it is on. `undo` takes the last move back, with the time that was spent on the stage. */
  onMoveToStage: (input: { contactId: string; stageId: string | null; undo?: boolean }) => Promise<unknown>;
  /** Shows which lists the contact joined and left. */
  onHistory: () => void;
}

/** The stage is one list out of those marked as stages; all other lists are free. */
export function ContactLists({ contact, lists, isReadOnly, onSetMembership, onCreateList, onMoveToStage, onHistory }: ContactListsProps) {
  const workspaceId = useWorkspaceId();
  const stages = lists.filter((list) => list.isPrimary);
  const stage = contact.lists.find((list) => list.isPrimary);
  const others = contact.lists.filter((list) => !list.isPrimary);
  const free = lists.filter((list) => !list.isPrimary && !others.some((own) => own.id === list.id));
  const put = (listId: string, isOn: boolean) => onSetMembership({ listId, contactIds: [contact.id], isOn });
  const set = (list: { id: string; name: string }, isOn: boolean) =>
    actWithUndo({
      act: () => put(list.id, isOn),
      done: isOn ? `Added to ${list.name}` : `Removed from ${list.name}`,
      undo: () => put(list.id, !isOn),
    });
  const moveTo = (stageId: string | null) => {
    const target = stages.find(({ id }) => id === stageId);
    return actWithUndo({
      act: () => onMoveToStage({ contactId: contact.id, stageId }),
      done: target ? `Moved to ${target.name}` : `Removed from ${stage?.name ?? 'its stage'}`,
      undo: () => onMoveToStage({ contactId: contact.id, stageId: stage?.id ?? null, undo: true }),
    });
  };
  const createAndAdd = (name: string) => act(async () => set(await onCreateList(name), true));
  return (
    <section className={classes.section} aria-label="Lists">
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>Lists</h2>
        {!isReadOnly && (
          <ChoicePicker
            choices={free.map(({ id, name }) => ({ id, label: name }))}
            onPick={(id) => {
              const list = lists.find((known) => known.id === id);
              if (list) void set(list, true);
            }}
            onCreate={(name) => void createAndAdd(name)}
            placeholder="Find or create a list"
            nothing="No other lists. Type a name to create one."
          >
            {(open) => (
              <Button size="xs" variant="subtle" leftSection={<IconPlus size={14} />} onClick={open}>
                Add to list
              </Button>
            )}
          </ChoicePicker>
        )}
      </div>
      {(stages.length > 0 || stage) && (
        <div className={classes.row}>
          <span className={classes.rowLabel}>Stage</span>
          {isReadOnly ? (
            <span className={classes.rowValue}>{stage?.name ?? '–'}</span>
          ) : (
            <Select
              aria-label="Stage"
              placeholder="None"
              clearable
              data={stages.map(({ id, name }) => ({ value: id, label: name }))}
              value={stage?.id ?? null}
              onChange={(id) => void moveTo(id)}
            />
          )}
        </div>
      )}
      {stage && (
        <p className={classes.since}>
          On this stage since <RelativeTime iso={stage.since} />
        </p>
      )}
      {others.length > 0 ? (
        <div className={classes.tags} style={{ marginTop: 8 }}>
          {others.map((list) => (
            <span key={list.id} className={classes.tag}>
              <Link to={paths.list(workspaceId, list.id)} dir="auto">
                {list.name}
              </Link>
              {!isReadOnly && (
                <CloseButton
                  size="sm"
                  variant="transparent"
                  aria-label={`Remove from ${list.name}`}
                  onClick={() => void set(list, false)}
                />
              )}
            </span>
          ))}
        </div>
      ) : (
        !stage && <Text c="dimmed">On no list yet.</Text>
      )}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onHistory} mt={8} ml={-8}>
        Lists joined and left
      </Button>
    </section>
  );
}
