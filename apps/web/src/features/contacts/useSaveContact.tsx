import { useState } from 'react';
import { isChangedMeanwhile } from '../../shared/conflict/isChangedMeanwhile';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ConflictDialog } from './ConflictDialog';
import type { FieldInfo } from './contactFieldInfo';

import { type Contact, type ContactChanges, useReadContactAnew, useUpdateContact } from './contactQueries';

interface Asked {
  readonly base: Contact;
  readonly changes: ContactChanges;
  readonly theirs: Contact;
  readonly settle: (isSaved: boolean) => void;
}

/** Saves changes of a contact. When someone else was faster, it asks field by field; `dialog` has to be drawn. */
export function useSaveContact(contact: Contact, fieldInfo: FieldInfo) {
  const workspaceId = useWorkspaceId();
  const update = useUpdateContact(workspaceId, contact.id);
  const readAnew = useReadContactAnew(workspaceId, contact.id);
  const [asked, setAsked] = useState<Asked | null>(null);

  /** Fails as the API refused it, also when the question was left open: what was typed stays where it was. */
  const save = async (changes: ContactChanges): Promise<unknown> => {
    try {
      return await update.mutateAsync(changes);
    } catch (error) {
      if (!isChangedMeanwhile(error)) throw error;
      const theirs = await readAnew();
      const isSaved = await new Promise<boolean>((settle) => setAsked({ base: contact, changes, theirs, settle }));
      setAsked(null);
      if (!isSaved) throw error;
      return null;
    }
  };

  const dialog = asked && (
    <ConflictDialog
      base={asked.base}
      changes={asked.changes}
      theirs={asked.theirs}
      fieldInfo={fieldInfo}
      onNewer={(theirs) => setAsked({ ...asked, theirs })}
      onClose={asked.settle}
    />
  );
  return { save, dialog };
}
