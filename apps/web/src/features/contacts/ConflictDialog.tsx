import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ConflictDialog.module.css';
import { changesOf, conflictFields, type ConflictField, firstPicks, type Pick } from './contactConflict';
import type { FieldInfo } from './contactFieldInfo';
import { isChangedMeanwhile } from './contactProblems';
import { type Contact, type ContactChanges, useReadContactAnew, useShowContact, useUpdateContact } from './contactQueries';
import { NO_FACTS } from './CustomFacts';
import { CustomValueText } from './customValues';

interface ConflictDialogProps {
  base: Contact;
  changes: ContactChanges;
  theirs: Contact;
  fieldInfo: FieldInfo;
  /** It was changed once more while this was open. */
  onNewer: (theirs: Contact) => void;
  /** @param isSaved false: nothing was decided */
  onClose: (isSaved: boolean) => void;
}

/** Two people changed one contact: both versions side by side, and for each field the one that is kept. */
export function ConflictDialog({ base, changes, theirs, fieldInfo, onNewer, onClose }: ConflictDialogProps) {
  const workspaceId = useWorkspaceId();
  const update = useUpdateContact(workspaceId, theirs.id);
  const readAnew = useReadContactAnew(workspaceId, theirs.id);
  const show = useShowContact(workspaceId);
  const fields = conflictFields(base, changes, theirs);
  const [picks, setPicks] = useState(() => firstPicks(fields));
  const [problem, setProblem] = useState<string | null>(null);
  const pickAll = (pick: Pick) => setPicks(Object.fromEntries(fields.map(({ name }) => [name, pick])));

  const save = async () => {
    setProblem(null);
    const kept = changesOf(fields, picks);
    // From here on a change is one of this version.
    show(theirs);
    try {
      if (kept) await update.mutateAsync(kept);
      toast(kept ? 'Saved' : 'Their version was kept');
      onClose(true);
    } catch (error) {
      if (isChangedMeanwhile(error)) onNewer(await readAnew());
      else setProblem(messageOf(error));
    }
  };

  return (
    <Modal opened onClose={() => onClose(false)} title={`${theirs.displayName} was changed while you edited`} size={620}>
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
              fieldInfo={fieldInfo}
              picked={picks[field.name] ?? 'theirs'}
              onPick={(pick) => setPicks((now) => ({ ...now, [field.name]: pick }))}
            />
          ))}
        </div>
        <FormProblem problem={problem} />
        <Group gap="sm" justify="flex-end">
          <Button variant="default" onClick={() => onClose(false)}>
            Keep editing
          </Button>
          <Button onClick={() => void save()} loading={update.isPending} data-autofocus>
            Save
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface FieldChoiceProps {
  field: ConflictField;
  fieldInfo: FieldInfo;
  picked: Pick;
  onPick: (pick: Pick) => void;
}

function FieldChoice({ field, fieldInfo, picked, onPick }: FieldChoiceProps) {
  const options: [Pick, string, string | null][] = [
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
                  {shown(field, value, fieldInfo)}
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

function shown({ field }: ConflictField, value: string | null, fieldInfo: FieldInfo): ReactNode {
  if (value === null) return <span className={classes.none}>Empty</span>;
  if (field === null) return value;
  return <CustomValueText field={{ ...field, value }} facts={fieldInfo[field.fieldName] ?? NO_FACTS} isReadOnly={false} />;
}
