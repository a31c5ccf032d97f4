import { ActionIcon, Tooltip } from '@mantine/core';
import { useMemo, useState } from 'react';
import { CallContact } from '../../features/calls/CallContact';
import { ContactLists } from '../../features/contacts/ContactLists';
import { ContactPeek } from '../../features/contacts/ContactPeek';
import type { PeekBeside } from '../../features/contacts/ContactsTable';
import { useCustomFields } from '../../features/customFields/customFieldQueries';
import { useMoveToStage } from '../../features/lists/boardQueries';
import { ContactListHistory } from '../../features/lists/ContactListHistory';
import { useCreateList, useListMembership, useLists } from '../../features/lists/listQueries';
import { TimelineGlance } from '../../features/timeline/TimelineGlance';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

/** A contact at a glance, with what other parts of the product know about it. */
export function ContactsPeek({ contactId, beside }: { contactId: string; beside: PeekBeside }) {
  const workspaceId = useWorkspaceId();
  const lists = useLists(workspaceId).data ?? [];
  const fields = useCustomFields(workspaceId).data;
  const fieldInfo = useMemo(() => Object.fromEntries((fields ?? []).map((field) => [field.fieldName, field])), [fields]);
  const createList = useCreateList(workspaceId);
  const membership = useListMembership(workspaceId);
  const stageMove = useMoveToStage(workspaceId);
  const [historyOf, setHistoryOf] = useState<{ id: string; name: string } | null>(null);
  return (
    <>
      <ContactPeek
        {...beside}
        contactId={contactId}
        fieldInfo={fieldInfo}
        cards={(contact, isReadOnly) => (
          <ContactLists
            contact={contact}
            lists={lists}
            isReadOnly={isReadOnly}
            onSetMembership={(input) => membership.mutateAsync(input)}
            onCreateList={(name) => createList.mutateAsync({ name })}
            onMoveToStage={(input) => stageMove.mutateAsync(input)}
            onHistory={() => setHistoryOf({ id: contact.id, name: contact.displayName })}
          />
        )}
        action={(contact) => (
          <CallContact
            key={contact.id}
            contact={contact}
            button={({ label, icon, onClick }) => (
              <Tooltip label={label}>
                <ActionIcon aria-label={label} onClick={onClick}>
                  {icon}
                </ActionIcon>
              </Tooltip>
            )}
          />
        )}
        timeline={({ id }, isReadOnly) => <TimelineGlance contactId={id} isReadOnly={isReadOnly} />}
      />
      <ContactListHistory contact={historyOf} onClose={() => setHistoryOf(null)} />
    </>
  );
}
