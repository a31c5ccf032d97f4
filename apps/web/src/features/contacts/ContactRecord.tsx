import { Alert, Button, Menu, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconHistory, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { formatDay, formatExact } from '../../shared/format/format';
import { useRecordHistory } from '../../shared/history/recordHistory';
import { paths } from '../../shared/paths';
import { NARROW } from '../../shared/theme/tokens';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Notice } from '../../shared/ui/Notice';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { Status } from '../../shared/ui/Status';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ContactFacts } from './ContactFacts';
import type { FieldInfo } from './contactFieldInfo';
import classes from './ContactRecord.module.css';
import { mergedIntoIdOf } from './contactProblems';
import { useContact, type Contact } from './contactQueries';
import { SendabilityPanel } from './SendabilityPanel';
import { useTrashWithUndo } from './useTrashWithUndo';

interface ContactRecordProps {
  contactId: string;
  /** What other parts of the product know about the person, below the details; each card is a section of its own. */
  cards: (contact: Contact, isReadOnly: boolean) => ReactNode;
  fieldInfo: FieldInfo;
  /** Above everything else: what wants a decision. */
  banner: (contact: Contact) => ReactNode;
  /** The one thing that is done most. */
  action?: (contact: Contact) => ReactNode;
  /** Further entries of the menu. */
  menu: (contact: Contact) => ReactNode;
  /** … that a contact in the trash has, too. */
  menuAlways: (contact: Contact) => ReactNode;
  /** Stands at the right. */
  timeline: ReactNode;
}

/** Left in the history entry by an address of a contact that was merged. */
const MERGED = { isMerged: true };

export function ContactRecord(props: ContactRecordProps) {
  const workspaceId = useWorkspaceId();
  const contact = useContact(workspaceId, props.contactId);
  if (contact.isPending) return <PageSkeleton />;
  const mergedIntoId = mergedIntoIdOf(contact.error);
  if (mergedIntoId !== null) return <Navigate to={paths.contact(workspaceId, mergedIntoId)} replace state={MERGED} />;
  if (contact.isError && !contact.data)
    return (
      <ErrorState
        error={contact.error}
        onRetry={() => void contact.refetch()}
        page={{ label: 'Go to Contacts', to: paths.contacts(workspaceId) }}
      />
    );
  return <LoadedRecord {...props} contact={contact.data} />;
}

function LoadedRecord({
  contact,
  cards,
  fieldInfo,
  banner,
  action,
  menu,
  menuAlways,
  timeline,
}: ContactRecordProps & { contact: Contact }) {
  const workspaceId = useWorkspaceId();
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  const [params] = useSearchParams();
  const state: unknown = useLocation().state;
  const wasMerged = typeof state === 'object' && state !== null && 'isMerged' in state;
  // A link to a message, or to one kind of entry, opens where it can be seen.
  const [part, setPart] = useState(['message', 'type', 'q', 'by'].some((name) => params.has(name)) ? 'timeline' : 'facts');
  const mayEdit = useMay('author') && !contact.deletedAt;
  return (
    <Page>
      <div className={classes.head}>
        <PersonAvatar name={contact.displayName} seed={contact.id} size={44} />
        <div className={classes.heading}>
          <PageHeader
            title={contact.displayName}
            crumbs={[{ label: 'Contacts', to: paths.contacts(workspaceId) }]}
            status={<Status kind="email" value={contact.emailStatus} />}
            action={mayEdit && action?.(contact)}
            menu={
              <RecordMenu
                contact={contact}
                mayEdit={mayEdit}
                more={
                  <>
                    {mayEdit && menu(contact)}
                    {menuAlways(contact)}
                  </>
                }
              />
            }
          />
        </div>
      </div>
      {wasMerged && <Notice title="You followed the link of a contact that was merged">It is part of this contact now.</Notice>}
      {contact.deletedAt && <TrashNotice contact={contact} deletedAt={contact.deletedAt} />}
      {mayEdit && banner(contact)}
      {isNarrow && (
        <SegmentedControl
          aria-label="Part of the page"
          fullWidth
          value={part}
          onChange={setPart}
          data={[
            { value: 'facts', label: 'Details' },
            { value: 'timeline', label: 'Timeline' },
          ]}
        />
      )}
      <div className={classes.columns}>
        {(!isNarrow || part === 'facts') && (
          <div className={classes.facts}>
            <SendabilityPanel contact={contact} />
            <ContactFacts contact={contact} isReadOnly={!mayEdit} fieldInfo={fieldInfo} />
            {cards(contact, !mayEdit)}
          </div>
        )}
        {(!isNarrow || part === 'timeline') && <div className={classes.timeline}>{timeline}</div>}
      </div>
    </Page>
  );
}

function RecordMenu({ contact, mayEdit, more }: { contact: Contact; mayEdit: boolean; more: ReactNode }) {
  const { trash } = useTrashWithUndo();
  const openHistory = useRecordHistory();
  const email = contact.primaryEmail;
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast('Email address copied');
  };
  return (
    <>
      {email && <Menu.Item onClick={() => void copy(email)}>Copy email address</Menu.Item>}
      <Menu.Item
        leftSection={<IconHistory size={15} />}
        onClick={() => openHistory({ type: 'contact', id: contact.id, name: contact.displayName })}
      >
        History
      </Menu.Item>
      {more}
      {mayEdit && (
        <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => trash(contact)}>
          Move to trash
        </Menu.Item>
      )}
    </>
  );
}

function TrashNotice({ contact, deletedAt }: { contact: Contact; deletedAt: string }) {
  const mayEdit = useMay('author');
  const { restore, isBusy } = useTrashWithUndo();
  return (
    <Alert color="gray" icon={<IconTrash size={16} />} title="In the trash">
      <div className={classes.notice}>
        <span>
          Deleted {formatExact(deletedAt)}. Nothing is sent to this contact, and it can’t be edited.
          {contact.purgeAt && ` Deleted for good on ${formatDay(contact.purgeAt)}.`}
        </span>
        {mayEdit && (
          <Button size="xs" variant="default" loading={isBusy} onClick={() => restore(contact)}>
            Restore
          </Button>
        )}
      </div>
    </Alert>
  );
}
