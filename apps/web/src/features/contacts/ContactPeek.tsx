import { ActionIcon, FocusTrap, Portal, Tooltip } from '@mantine/core';
import { IconArrowsDiagonal, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { isTyping } from '../../shared/keyboard/useShortcut';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ContactFacts } from './ContactFacts';
import type { FieldInfo } from './contactFieldInfo';
import { type Contact, useContact } from './contactQueries';
import classes from './PeekPanel.module.css';
import { SendabilityPanel } from './SendabilityPanel';

interface ContactPeekProps {
  contactId: string;
  fieldInfo: FieldInfo;
  /** Lists, stage and the like. */
  cards: (contact: Contact, isReadOnly: boolean) => ReactNode;
  /** A button beside the name, of a contact that may be changed. */
  action: (contact: Contact) => ReactNode;
  /** The last entries, and a note to add. */
  timeline: (contact: Contact, isReadOnly: boolean) => ReactNode;
  isNarrow: boolean;
  /** Null: there is none. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  onClose: () => void;
}

/** A contact at a glance beside the table, which keeps the focus; on a phone a sheet over everything. */
export function ContactPeek(props: ContactPeekProps) {
  const { contactId, isNarrow, onPrevious, onNext, onClose } = props;
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const contact = useContact(workspaceId, contactId);
  const open = () => void navigate(paths.contact(workspaceId, contactId));
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Browsers begin to answer a promise, which is no way to end an effect.
    content.current?.scrollTo({ top: 0 });
  }, [contactId]);

  const isReadOnly = !useMay('author') || Boolean(contact.data?.deletedAt);
  const onKeyDown = (event: KeyboardEvent) => {
    // Dialogs that were opened from here lie elsewhere on the page, and have keys of their own.
    if (!event.currentTarget.contains(event.target as Node)) return;
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      onClose();
    }
    if (isTyping(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = { ArrowUp: onPrevious, ArrowDown: onNext }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const panel = (
    <section
      className={isNarrow ? `${classes.panel} ${classes.sheet}` : classes.panel}
      aria-label="Quick look"
      onKeyDown={onKeyDown}
      {...(isNarrow ? { role: 'dialog', 'aria-modal': true } : {})}
    >
      <div className={classes.head}>
        {contact.data && <PersonAvatar name={contact.data.displayName} seed={contact.data.id} size={28} />}
        <h2 className={classes.name} dir="auto" title={contact.data?.displayName}>
          {contact.data ? <Link to={paths.contact(workspaceId, contactId)}>{contact.data.displayName}</Link> : '…'}
        </h2>
        <div className={classes.acts}>
          {contact.data && !isReadOnly && props.action(contact.data)}
          <HeadAct label="Previous contact (↑)" onClick={onPrevious}>
            <IconChevronUp size={17} />
          </HeadAct>
          <HeadAct label="Next contact (↓)" onClick={onNext}>
            <IconChevronDown size={17} />
          </HeadAct>
          <HeadAct label="Open the page (Enter)" onClick={open}>
            <IconArrowsDiagonal size={16} />
          </HeadAct>
          <HeadAct label="Close (Esc)" onClick={onClose} isFirst={isNarrow}>
            <IconX size={17} />
          </HeadAct>
        </div>
      </div>
      <div className={classes.content} ref={content} tabIndex={0} role="group" aria-label="Details of the contact">
        {contact.data ? (
          <Loaded key={contactId} {...props} contact={contact.data} />
        ) : contact.isError ? (
          <ErrorState error={contact.error} onRetry={() => void contact.refetch()} />
        ) : (
          <LinesSkeleton lines={10} />
        )}
      </div>
    </section>
  );
  if (!isNarrow) return panel;
  return (
    <Portal>
      <FocusTrap active>{panel}</FocusTrap>
    </Portal>
  );
}

function Loaded({ contact, fieldInfo, cards, timeline }: ContactPeekProps & { contact: Contact }) {
  const isReadOnly = !useMay('author') || contact.deletedAt !== null;
  return (
    <>
      <SendabilityPanel contact={contact} />
      {timeline(contact, isReadOnly)}
      {cards(contact, isReadOnly)}
      <ContactFacts contact={contact} isReadOnly={isReadOnly} fieldInfo={fieldInfo} />
    </>
  );
}

interface HeadActProps {
  label: string;
  onClick: (() => void) | null;
  /** It gets the focus of a sheet. */
  isFirst?: boolean;
  children: ReactNode;
}

function HeadAct({ label, onClick, isFirst = false, children }: HeadActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label.replace(/ \(.*/, '')}
        disabled={onClick === null}
        onClick={() => onClick?.()}
        {...(isFirst ? { 'data-autofocus': true } : {})}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
