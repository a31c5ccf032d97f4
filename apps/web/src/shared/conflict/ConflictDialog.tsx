import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormProblem } from '../form/FormProblem';
import classes from './ConflictDialog.module.css';
import type { Pick } from './conflictParts';

export interface ShownConflict {
  readonly name: string;
  readonly label: string;
  readonly isTyped: boolean;
  /** Null or empty: there is none. */
  readonly mine: ReactNode;
  readonly theirs: ReactNode;
}

interface ConflictDialogProps {
  /** What was changed: a name. */
  what: string;
  fields: readonly ShownConflict[];
  picks: Readonly<Record<string, Pick>>;
  onPick: (picks: Record<string, Pick>) => void;
  problem: string | null;
  isSaving: boolean;
  onSave: () => void;
  /** Nothing was decided: what was typed stays where it is. */
  onClose: () => void;
}

/** Two people changed the same thing: both versions side by side, and for each field the one that is kept. */
export function ConflictDialog({ what, fields, picks, onPick, problem, isSaving, onSave, onClose }: ConflictDialogProps) {
  const pickAll = (pick: Pick) => onPick(Object.fromEntries(fields.map(({ name }) => [name, pick])));
  return (
    <Modal opened onClose={onClose} title={`${what} was changed while you edited`} size={620}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {fields.length === 0
            ? 'Nothing is different any more: the other change says the same as yours.'
            : 'Pick which value each field keeps. Nothing is saved until you do.'}
        </Text>
        {fields.length > 1 && (
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={() => pickAll('mine')}>
              Keep all of mine
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => pickAll('theirs')}>
              Keep all of theirs
            </Button>
          </Group>
        )}
        <div className={classes.fields}>
          {fields.map((field) => (
            <FieldChoice
              key={field.name}
              field={field}
              picked={picks[field.name] ?? 'theirs'}
              onPick={(pick) => onPick({ ...picks, [field.name]: pick })}
            />
          ))}
        </div>
        <FormProblem problem={problem} />
        <Group gap="sm" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep editing
          </Button>
          <Button onClick={onSave} loading={isSaving} data-autofocus>
            Save
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function FieldChoice({ field, picked, onPick }: { field: ShownConflict; picked: Pick; onPick: (pick: Pick) => void }) {
  const options: [Pick, string, ReactNode][] = [
    ['mine', field.isTyped ? 'Mine' : 'As you saw it', field.mine],
    ['theirs', 'Theirs', field.theirs],
  ];
  return (
    <Radio.Group
      value={picked}
      onChange={(value) => onPick(value as Pick)}
      label={<span dir="auto">{field.label}</span>}
      classNames={{ root: classes.field, label: classes.label }}
    >
      <div className={classes.options}>
        {options.map(([pick, who, value]) => (
          <Radio
            key={pick}
            value={pick}
            label={
              <>
                <span className={classes.who}>{who}</span>
                <span className={classes.value} dir="auto">
                  {value === null || value === '' ? <span className={classes.none}>Empty</span> : value}
                </span>
              </>
            }
            classNames={{ root: classes.option }}
            data-picked={picked === pick || undefined}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
