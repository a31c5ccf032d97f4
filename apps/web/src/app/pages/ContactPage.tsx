import { Menu, Stack } from '@mantine/core';
import { mayActAs } from '@rapport/common';
import { IconArrowMerge, IconDownload, IconEraser } from '@tabler/icons-react';
import { Fragment, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { AiSummary } from '../../features/ai/AiSummary';
import { CallContact } from '../../features/calls/CallContact';
import { CallEntryFoot } from '../../features/calls/CallEntryFoot';
import { ContactLists } from '../../features/contacts/ContactLists';
import { ContactRecord } from '../../features/contacts/ContactRecord';
import { useEraseContactDialog } from '../../features/contacts/EraseContactDialog';
import { PersonalFacts } from '../../features/contacts/PersonalFacts';
import { useCustomFields } from '../../features/customFields/customFieldQueries';
import { ExportDialog, type ExportAsk } from '../../features/exports/ExportDialog';
import { useExportPerson } from '../../features/exports/useExportPerson';
import { useMoveToStage } from '../../features/lists/boardQueries';
import { ContactListHistory } from '../../features/lists/ContactListHistory';
import { ContactInsights } from '../../features/insights/ContactInsights';
import { useCreateList, useListMembership, useLists } from '../../features/lists/listQueries';
import { DuplicateBanner } from '../../features/merge/DuplicateBanner';
import { useMergeWith } from '../../features/merge/MergeWithDialog';
import { UndoMergeButton } from '../../features/merge/UndoMergeButton';
import { ComposeButton } from '../../features/messages/ComposeButton';
import { MessageEntryFoot } from '../../features/messages/MessageEntryFoot';
import { WriteEmail } from '../../features/messages/WriteEmail';
import { WriteText } from '../../features/messages/WriteText';
import { ContactReminders } from '../../features/reminders/ReminderCards';
import { ReminderForm } from '../../features/reminders/ReminderForm';
import { ContactSegments } from '../../features/segments/ContactSegments';
import { Timeline } from '../../features/timeline/Timeline';
import { useLogEntry } from '../../features/timeline/timelineQueries';
import { useShowEntry } from '../../features/timeline/useShowEntry';
import { useMembers } from '../../features/workspaces/workspaceQueries';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { assistOf, emailParts, textField } from './composerParts';

export function ContactPage() {
  const workspaceId = useWorkspaceId();
  const { contactId = '' } = useParams();
  const lists = useLists(workspaceId);
  const createList = useCreateList(workspaceId);
  const membership = useListMembership(workspaceId);
  const stageMove = useMoveToStage(workspaceId);
  const [historyOf, setHistoryOf] = useState<{ id: string; name: string } | null>(null);
  const fields = useCustomFields(workspaceId);
  const fieldInfo = useMemo(() => Object.fromEntries((fields.data ?? []).map((field) => [field.fieldName, field])), [fields.data]);
  const members = useMembers(workspaceId).data ?? [];
  const assignees = members.filter(({ role }) => mayActAs(role, 'author'));
  const mergeWith = useMergeWith();
  const openMergeWith = mergeWith.open;
  const exportPerson = useExportPerson();
  const erasure = useEraseContactDialog();
  const mayErase = useMay('admin');
  const [toExport, setToExport] = useState<ExportAsk | null>(null);
  return (
    <>
      <ContactRecord
        key={contactId}
        contactId={contactId}
        cards={(contact, isReadOnly) => (
          <>
            <PersonalFacts contactId={contact.id} isReadOnly={contact.deletedAt !== null} />
            <ContactLists
              contact={contact}
              lists={lists.data ?? []}
              isReadOnly={isReadOnly}
              onSetMembership={(input) => membership.mutateAsync(input)}
              onCreateList={(name) => createList.mutateAsync({ name })}
              onMoveToStage={(input) => stageMove.mutateAsync(input)}
              onHistory={() => setHistoryOf({ id: contact.id, name: contact.displayName })}
            />
            {!contact.deletedAt && <ContactSegments contactId={contact.id} />}
            {!contact.deletedAt && <ContactInsights contactId={contact.id} />}
          </>
        )}
        fieldInfo={fieldInfo}
        banner={({ id }) => <DuplicateBanner contactId={id} />}
        action={(contact) => (
          <Fragment key={contact.id}>
            <CallContact contact={contact} button={(props) => <ComposeButton variant="default" {...props} />} />
            <WriteText contact={contact} field={textField} assist={assistOf(contact.id, 'text')} />
            <WriteEmail contact={contact} parts={emailParts(contact.id)} />
          </Fragment>
        )}
        menu={(contact) => (
          <>
            <Menu.Item leftSection={<IconArrowMerge size={15} />} onClick={() => openMergeWith(contact)}>
              Merge with…
            </Menu.Item>
            <Menu.Item
              leftSection={<IconDownload size={15} />}
              onClick={() => setToExport({ kind: 'timeline', timeline: { contactId }, what: `the timeline of ${contact.displayName}` })}
            >
              Export the timeline
            </Menu.Item>
            <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void exportPerson(contact)}>
              Export everything about this person
            </Menu.Item>
          </>
        )}
        menuAlways={(contact) =>
          mayErase && (
            <Menu.Item color="red" leftSection={<IconEraser size={15} />} onClick={() => erasure.open(contact)}>
              Erase this person…
            </Menu.Item>
          )
        }
        timeline={
          <Stack gap="lg">
            <ContactReminders contactId={contactId} assignees={assignees} />
            <ContactSummary key={contactId} contactId={contactId} />
            <Timeline
              contactId={contactId}
              members={members}
              reminder={<ReminderForm contactId={contactId} assignees={assignees} />}
              entryAction={(entry) => <UndoMergeButton mergeId={entry.content['mergeId']} />}
              entryFoot={(entry) => (entry.type === 'call' ? <CallEntryFoot entry={entry} /> : <MessageEntryFoot entry={entry} />)}
            />
          </Stack>
        }
      />
      <ContactListHistory contact={historyOf} onClose={() => setHistoryOf(null)} />
      {mergeWith.dialog}
      {erasure.dialog}
      <ExportDialog ask={toExport} onClose={() => setToExport(null)} />
    </>
  );
}

/** The summary beside the timeline that it is made from. */
function ContactSummary({ contactId }: { contactId: string }) {
  const log = useLogEntry(useWorkspaceId(), contactId);
  const showEntry = useShowEntry();
  return <AiSummary contactId={contactId} onOpenEntry={showEntry} onKeepAsNote={(text) => log.mutateAsync({ type: 'note', text })} />;
}
