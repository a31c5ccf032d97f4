import { Button } from '@mantine/core';
import { IconCheck, IconRotate } from '@tabler/icons-react';
import { useState } from 'react';
import { confirmAction } from '../../shared/ui/confirm';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast, toastUndo } from '../../shared/ui/toasts';
import { useDraft } from '../../shared/form/useDraft';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { CommentBox } from './CommentBox';
import { useDeleteComment, useEditComment, useResolveThread, useWriteComment, type Comment } from './commentQueries';
import classes from './Comments.module.css';
import type { Thread } from './commentThreads';

const nameOf = ({ author }: Comment) => author?.name ?? 'A former member';

/** A comment with its answers. */
export function CommentThread({ campaignId, thread }: { campaignId: string; thread: Thread }) {
  const { workspace, user } = useWorkspaceScope();
  const { first, answers } = thread;
  const resolve = useResolveThread(workspace.id, campaignId, first.id);
  const write = useWriteComment(workspace.id, campaignId);
  const [draft, change] = useDraft(`rapport-draft-${user.id}-${first.id}`, { text: '' });
  const [isAnswering, setAnswering] = useState(draft.text !== '');
  const isResolved = first.resolvedAt !== null;
  const settle = () =>
    resolve.mutate(!isResolved, {
      onSuccess: () => toastUndo(isResolved ? 'Thread reopened' : 'Thread resolved', () => resolve.mutateAsync(isResolved)),
    });
  const send = () =>
    write.mutate(
      { text: draft.text.trim(), answerTo: first.id },
      { onSuccess: () => (change({ text: '' }), setAnswering(false), isResolved && toast('Answered, and the thread is open again')) },
    );
  return (
    <li className={classes.thread} aria-label={`Thread by ${nameOf(first)}`}>
      <CommentItem campaignId={campaignId} comment={first} isAnswered={answers.length > 0} />
      {answers.map((answer) => (
        <CommentItem key={answer.id} campaignId={campaignId} comment={answer} />
      ))}
      {isResolved && (
        <p className={classes.resolved}>
          <IconCheck size={14} aria-hidden /> Resolved by <span dir="auto">{first.resolvedBy?.name ?? 'a former member'}</span>{' '}
          <RelativeTime iso={first.resolvedAt} />
        </p>
      )}
      {isAnswering ? (
        <CommentBox
          label={`Answer to ${nameOf(first)}`}
          text={draft.text}
          onText={(text) => change({ text })}
          send="Answer"
          isSending={write.isPending}
          error={write.error}
          onSend={send}
          onCancel={() => (change({ text: '' }), setAnswering(false))}
          hint={isResolved ? 'Your answer opens this thread again.' : undefined}
          isFocused
        />
      ) : (
        <div className={classes.threadActions}>
          <Button variant="default" size="compact-xs" onClick={() => setAnswering(true)}>
            Answer
          </Button>
          <Button
            variant="default"
            size="compact-xs"
            leftSection={isResolved ? <IconRotate size={13} aria-hidden /> : <IconCheck size={13} aria-hidden />}
            loading={resolve.isPending}
            onClick={settle}
          >
            {isResolved ? 'Reopen' : 'Resolve'}
          </Button>
        </div>
      )}
    </li>
  );
}

interface CommentItemProps {
  campaignId: string;
  comment: Comment;
  isAnswered?: boolean;
}

function CommentItem({ campaignId, comment, isAnswered = false }: CommentItemProps) {
  const { workspace, user } = useWorkspaceScope();
  const [isEditing, setEditing] = useState(false);
  const remove = useDeleteComment(workspace.id, campaignId, comment.id);
  const askDelete = () =>
    confirmAction({
      title: 'Delete this comment?',
      consequences: [isAnswered ? 'Its text is lost. The answers to it stay.' : 'Its text is lost, and nothing of it stays.'],
      confirm: 'Delete comment',
      onConfirm: () => remove.mutateAsync(),
    });
  if (comment.text === null) return <p className={classes.gone}>Deleted by its author</p>;
  const isOwn = comment.author?.id === user.id;
  return (
    <div className={classes.comment}>
      <PersonAvatar name={nameOf(comment)} seed={comment.author?.id ?? 'former'} size={24} />
      <div className={classes.body}>
        <p className={classes.meta}>
          <strong dir="auto">{nameOf(comment)}</strong> <RelativeTime iso={comment.createdAt} />
          {comment.editedAt && <span title="Changed after it was written"> · edited</span>}
        </p>
        {comment.isEarlier && <p className={classes.earlier}>On an earlier version</p>}
        {isEditing ? (
          <Edit campaignId={campaignId} comment={comment} onClose={() => setEditing(false)} />
        ) : (
          <>
            <p className={classes.text} dir="auto">
              {comment.text}
            </p>
            {isOwn && (
              <p className={classes.own}>
                <button type="button" onClick={() => setEditing(true)}>
                  Edit
                </button>
                <button type="button" onClick={askDelete}>
                  Delete
                </button>
              </p>
            )}
          </>
        )}
      </div>
    </div>
  );
}

function Edit({ campaignId, comment, onClose }: { campaignId: string; comment: Comment; onClose: () => void }) {
  const { workspace } = useWorkspaceScope();
  const edit = useEditComment(workspace.id, campaignId, comment.id);
  const [text, setText] = useState(comment.text ?? '');
  return (
    <CommentBox
      label="Edit comment"
      text={text}
      onText={setText}
      send="Save"
      isSending={edit.isPending}
      error={edit.error}
      onSend={() => edit.mutate(text.trim(), { onSuccess: onClose })}
      onCancel={onClose}
      isFocused
    />
  );
}
