import { type ReactNode, useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { ConflictDialog as Dialog } from '../../shared/conflict/ConflictDialog';
import { firstPicks } from '../../shared/conflict/conflictParts';
import { isChangedMeanwhile } from '../../shared/conflict/isChangedMeanwhile';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { changesOf, conflictFields, type ConflictField } from './contactConflict';
import type { FieldInfo } from './contactFieldInfo';
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

/** Two people changed one contact: only the fields that are kept of mine are sent. */
export function ConflictDialog({ base, changes, theirs, fieldInfo, onNewer, onClose }: ConflictDialogProps) {
  const workspaceId = useWorkspaceId();
  const update = useUpdateContact(workspaceId, theirs.id);
  const readAnew = useReadContactAnew(workspaceId, theirs.id);
  const show = useShowContact(workspaceId);
  const fields = conflictFields(base, changes, theirs);
  const [picks, setPicks] = useState(() => firstPicks(fields));
  const [problem, setProblem] = useState<string | null>(null);

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
    <Dialog
      what={theirs.displayName}
      fields={fields.map((field) => ({
        ...field,
        mine: shown(field, field.mine, fieldInfo),
        theirs: shown(field, field.theirs, fieldInfo),
      }))}
      picks={picks}
      onPick={setPicks}
      problem={problem}
      isSaving={update.isPending}
      onSave={() => void save()}
      onClose={() => onClose(false)}
    />
  );
}

function shown({ field }: ConflictField, value: string | null, fieldInfo: FieldInfo): ReactNode {
  if (value === null || field === null) return value;
  return <CustomValueText field={{ ...field, value }} facts={fieldInfo[field.fieldName] ?? NO_FACTS} isReadOnly={false} />;
}
