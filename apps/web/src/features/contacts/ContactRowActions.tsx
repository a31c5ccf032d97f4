import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconCopy, IconEye, IconTrash } from '@tabler/icons-react';
import type { ContactSummary } from './contactQueries';
import { useTrashWithUndo } from './useTrashWithUndo';

interface ContactRowActionsProps {
  contact: ContactSummary;
  mayEdit: boolean;
  isNarrow: boolean;
  onPeek: (contactId: string) => void;
}

/** What a row offers on hover and focus; a card on a phone has room for the quick look alone. */
export function ContactRowActions({ contact, mayEdit, isNarrow, onPeek }: ContactRowActionsProps) {
  const { trash, restore } = useTrashWithUndo();
  const peek = (
    <Tooltip label="Quick look (Space)">
      <ActionIcon size="sm" aria-label={`Quick look at ${contact.displayName}`} onClick={() => onPeek(contact.id)} tabIndex={-1}>
        <IconEye size={15} />
      </ActionIcon>
    </Tooltip>
  );
  if (isNarrow) return peek;
  return (
    <>
      {peek}
      {contact.primaryEmail && (
        <CopyButton value={contact.primaryEmail}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? 'Copied' : 'Copy email address'}>
              <ActionIcon size="sm" aria-label={`Copy the email address of ${contact.displayName}`} onClick={copy} tabIndex={-1}>
                {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      )}
      {mayEdit && !contact.deletedAt && (
        <Tooltip label="Move to trash">
          <ActionIcon size="sm" aria-label={`Move ${contact.displayName} to trash`} onClick={() => trash(contact)} tabIndex={-1}>
            <IconTrash size={15} />
          </ActionIcon>
        </Tooltip>
      )}
      {mayEdit && contact.deletedAt && (
        <Tooltip label="Restore">
          <ActionIcon size="sm" aria-label={`Restore ${contact.displayName}`} onClick={() => restore(contact)} tabIndex={-1}>
            <IconArrowBackUp size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}
