import { Modal } from '@mantine/core';
import { PagedList } from '../../shared/ui/PagedList';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { HistoryLines } from './HistoryLines';
import { useListHistory } from './listQueries';

/** The lists and stages that one contact joined and left. Null: closed. */
export function ContactListHistory({ contact, onClose }: { contact: { id: string; name: string } | null; onClose: () => void }) {
  return (
    <Modal opened={contact !== null} onClose={onClose} title={contact ? `Lists of ${contact.name}` : ''} size={560}>
      {contact && <Entries contactId={contact.id} />}
    </Modal>
  );
}

function Entries({ contactId }: { contactId: string }) {
  const source = useListHistory(useWorkspaceId(), { contactId }, null);
  return (
    <PagedList source={source} empty={<p>This contact has not been on a list.</p>}>
      {(entries) => <HistoryLines entries={entries} about="lists" />}
    </PagedList>
  );
}
