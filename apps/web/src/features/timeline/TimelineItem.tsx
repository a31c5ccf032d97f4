import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconHistory,
  IconMail,
  IconMessage,
  IconNote,
  IconPencil,
  IconPhone,
  IconRobot,
  IconSparkles,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { filesOf } from '@rapport/common';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { formatExact } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { actWithUndo } from '../../shared/ui/act';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { answerNote, askedText, ENTRY_WORDS, entryText, isAnswer, quotedText } from './entryContent';
import { EntryEditor } from './EntryEditor';
import { EntryVersions } from './EntryVersions';
import { FileChips } from './NoteFiles';
import classes from './Timeline.module.css';
import { useDeleteEntry, useWholeTimelineEntry, type EntryType, type TimelineEntry } from './timelineQueries';
import { entryElementId } from './useShowEntry';

const ICONS: Record<EntryType, Icon> = {
  email: IconMail,
  text: IconMessage,
  call: IconPhone,
  ai: IconSparkles,
  stage_change: IconArrowsExchange,
  note: IconNote,
  system: IconHistory,
};

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

interface TimelineItemProps {
  entry: TimelineEntry;
  /** What can be done about it: an undo. */
  action?: ReactNode;
  /** Below its text: what a person is asked. */
  foot?: ReactNode;
  onOpenMessage: (messageId: string) => void;
}

export function TimelineItem({ entry, action, foot, onOpenMessage }: TimelineItemProps) {
  const workspaceId = useWorkspaceId();
  const [isEditing, setEditing] = useState(false);
  const TypeIcon = iconOf(entry);
  const note = answerNote(entry);
  const quoted = quotedText(entry);
  const asked = askedText(entry);
  const text = entryText(entry);
  const reason = entry.content['reason'];
  const isNote = entry.type === 'note';
  const isQuiet = entry.type === 'system' || entry.type === 'stage_change';
  return (
    <li id={entryElementId(entry.id)} tabIndex={-1} className={classes.entry} data-type={entry.type}>
      <span className={isQuiet ? `${classes.icon} ${classes.quiet}` : classes.icon}>
        <TypeIcon size={15} stroke={1.7} aria-hidden />
      </span>
      <div className={isQuiet ? classes.body : `${classes.body} ${classes.card}`}>
        <div className={classes.line}>
          {isNote ? (
            <span className={classes.who}>{entry.actorName ?? 'Note'}</span>
          ) : (
            <Title entry={entry} onOpenMessage={onOpenMessage} />
          )}
          {note && <span className={classes.answer}>{note}</span>}
          {entry.status && !isQuiet && !isNote && <Status kind={entry.type === 'call' ? 'call' : 'recipient'} value={entry.status} />}
          <span className={classes.meta}>
            {!isNote && entry.actorName && <span>{entry.actorName}</span>}
            {action}
            {entry.editedAt && <EntryVersions entry={entry} />}
            {entry.mayEdit && !isEditing && <EntryActions entry={entry} onEdit={() => setEditing(true)} />}
            <time dateTime={entry.timestamp} title={formatExact(entry.timestamp)} className="rp-num">
              {clock.format(new Date(entry.timestamp))}
            </time>
          </span>
        </div>
        {isEditing ? <EntryEditor entry={entry} onClose={() => setEditing(false)} /> : text && <EntryText entry={entry} text={text} />}
        {quoted && <Quoted summary="Quoted text" text={quoted} />}
        {asked && <Quoted summary="What was asked" text={asked} />}
        {!isEditing && <FileChips workspaceId={workspaceId} contactId={entry.contactId} files={filesOf(entry.content)} />}
        {typeof reason === 'string' && (
          <p className={classes.reason} dir="auto">
            {reason}
          </p>
        )}
        {foot}
        {entry.type === 'email' && entry.campaignId && <CampaignLink campaignId={entry.campaignId} />}
      </div>
    </li>
  );
}

function iconOf({ type, content }: TimelineEntry): Icon {
  if (type !== 'email' || !isAnswer(content)) return ICONS[type];
  return content.isAutomatic === true ? IconRobot : IconArrowBackUp;
}

/** Folded: whoever wants to see it knows the message that it repeats. */
function Quoted({ summary, text }: { summary: string; text: string }) {
  return (
    <details className={classes.quoted}>
      <summary>{summary}</summary>
      <blockquote dir="auto">{text}</blockquote>
    </details>
  );
}

/** The first lines of a long note, the rest on request. */
function EntryText({ entry, text }: { entry: TimelineEntry; text: string }) {
  const [isOpen, setOpen] = useState(false);
  const whole = useWholeTimelineEntry(useWorkspaceId(), entry, entry.isShortened && isOpen);
  return (
    <>
      <p className={classes.text} dir="auto">
        {(whole.data && entryText(whole.data)) ?? text}
      </p>
      {entry.isShortened && !whole.data && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          loading={whole.isFetching}
          onClick={() => (isOpen ? void whole.refetch() : setOpen(true))}
        >
          {whole.isError ? 'Couldn’t load it. Try again' : 'Show all'}
        </Button>
      )}
    </>
  );
}

function Title({ entry, onOpenMessage }: { entry: TimelineEntry; onOpenMessage: (messageId: string) => void }) {
  const { messageId } = entry;
  if (!messageId) return <span className={classes.title}>{entry.title}</span>;
  return (
    <button type="button" className={`${classes.title} ${classes.open}`} onClick={() => onOpenMessage(messageId)} dir="auto">
      {entry.title}
    </button>
  );
}

function CampaignLink({ campaignId }: { campaignId: string }) {
  const workspaceId = useWorkspaceId();
  return (
    <Link to={paths.campaign(workspaceId, campaignId)} className={classes.from}>
      Part of a campaign
    </Link>
  );
}

function EntryActions({ entry, onEdit }: { entry: TimelineEntry; onEdit: () => void }) {
  const { remove, restore } = useDeleteEntry(useWorkspaceId(), entry);
  const word = ENTRY_WORDS[entry.type];
  const onDelete = () => actWithUndo({ act: () => remove.mutateAsync(), done: `Deleted the ${word}`, undo: () => restore.mutateAsync() });
  return (
    <>
      <Tooltip label={`Edit ${word}`}>
        <ActionIcon size="xs" className={classes.remove} aria-label={`Edit ${word}`} onClick={onEdit}>
          <IconPencil size={13} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`Delete ${word}`}>
        <ActionIcon size="xs" className={classes.remove} aria-label={`Delete ${word}`} onClick={() => void onDelete()}>
          <IconTrash size={13} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
