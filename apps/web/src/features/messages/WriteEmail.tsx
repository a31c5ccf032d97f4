import { Button, Drawer, Group, Kbd, SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core';
import type { NoteFile } from '@rapport/common';
import { IconMail } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { isApiError, messageOf as wordsOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { keepDraft, useDraft } from '../../shared/form/useDraft';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { confirmAction } from '../../shared/ui/confirm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Notice } from '../../shared/ui/Notice';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toastUndo } from '../../shared/ui/toasts';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import type { Assist, AssistedMessage } from './assist';
import { ComposeButton } from './ComposeButton';
import { ComposerLine } from './ComposerLine';
import type { Finish } from './finish';
import { answerSubject, BLANK_EMAIL, hasText, messageOf, type Answered, type EmailDraft } from './emailDraft';
import { EmailPreview } from './EmailPreview';
import { useCancelMessage, useMessageOptions, useSendMessage, type MessageOptions } from './messageQueries';
import { TemplateChoice } from './TemplateChoice';

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
  error: string | null;
}

/** The fields that other parts of the product draw. */
export interface EmailParts {
  subject: (field: FieldProps) => ReactNode;
  body: (field: FieldProps) => ReactNode;
  files: (field: {
    files: readonly NoteFile[];
    onChange: (next: (files: readonly NoteFile[]) => readonly NoteFile[]) => void;
    mostBytes: number;
    error: string | null;
  }) => ReactNode;
  assist: Assist;
}

interface Addressed {
  contact: { readonly id: string; readonly displayName: string };
  parts: EmailParts;
}

interface WriteEmailProps extends Addressed {
  contact: Addressed['contact'] & { readonly primaryEmail: string | null };
}

/** The button of a contact's page, and what it opens. */
export function WriteEmail({ contact, parts }: WriteEmailProps) {
  const [isOpen, setOpen] = useState(false);
  const open = () => setOpen(true);
  useShortcut('e', open, contact.primaryEmail !== null);
  if (contact.primaryEmail === null) return null;
  return (
    <>
      <ComposeButton label="Write email" icon={<IconMail size={16} />} variant="filled" onClick={open} />
      <EmailDrawer contact={contact} parts={parts} isOpen={isOpen} onOpen={open} onClose={() => setOpen(false)} />
    </>
  );
}

interface EmailDrawerProps extends Addressed {
  /** The email that it answers. */
  answered?: Answered;
  finish?: Finish;
  isOpen: boolean;
  /** Asked for by an undo: what was sent is written anew. */
  onOpen: () => void;
  onClose: () => void;
}

export function EmailDrawer({ isOpen, onOpen, onClose, contact, ...composer }: EmailDrawerProps) {
  return (
    <Drawer opened={isOpen} onClose={onClose} position="right" size={760} title={`Email to ${contact.displayName}`}>
      <LoadedComposer contact={contact} {...composer} onSent={onClose} onUndone={onOpen} />
    </Drawer>
  );
}

interface ComposerProps extends Addressed {
  answered?: Answered;
  finish?: Finish;
  onSent: () => void;
  onUndone: () => void;
}

function LoadedComposer(props: ComposerProps) {
  const { workspace } = useWorkspaceScope();
  const options = useMessageOptions(workspace.id, props.contact.id);
  if (options.isPending) return <LinesSkeleton lines={8} />;
  if (!options.data) return <ErrorState error={options.error} onRetry={() => void options.refetch()} />;
  return <EmailComposer {...props} options={options.data} />;
}

const FIELDS = ['to', 'senderAccountId', 'subject', 'bodyHtml', 'fileIds'];

function EmailComposer({ contact, parts, options, answered, finish, onSent, onUndone }: ComposerProps & { options: MessageOptions }) {
  const { workspace, user } = useWorkspaceScope();
  const key = `rapport-email-${user.id}-${contact.id}${answered ? '-answer' : ''}`;
  const blank = answered ? { ...BLANK_EMAIL, subject: answerSubject(answered.subject) } : BLANK_EMAIL;
  const [draft, change, clear] = useDraft<EmailDraft>(key, blank);
  const [view, setView] = useState<'write' | 'preview'>('write');
  // The rich text editor reads its text once: another one begins with what a template says.
  const [start, setStart] = useState(0);
  const send = useSendMessage(workspace.id, contact.id);
  const cancel = useCancelMessage(workspace.id, contact.id);
  const errorOf = (field: string) => (isApiError(send.error) && send.error.fields?.find((one) => one.field === field)?.message) || null;
  const problem = send.error && FIELDS.every((field) => errorOf(field) === null) ? wordsOf(send.error) : null;
  const to = options.addresses.find(({ address }) => address === draft.to) ?? options.addresses[0];
  const sender = options.senders.find(({ id }) => id === draft.senderId) ?? options.senders.find(({ isActive }) => isActive);
  const isReady = options.from !== null && to?.refusal === null && hasText(answered ? { ...draft, subject: '' } : draft);
  const edit = (patch: Parameters<typeof change>[0]) => {
    send.reset();
    change(patch);
  };
  const submit = (andFinish = false) => {
    if (!isReady || send.isPending) return;
    send.mutate(messageOf(draft, answered ?? null), {
      onSuccess: ({ id }) => {
        clear();
        onSent();
        if (andFinish) finish?.act();
        toastUndo(`Sending the email to ${contact.displayName}`, async () => {
          await cancel.mutateAsync(id);
          // The composer that wrote it is closed; the next one finds it.
          keepDraft(key, draft);
          if (andFinish) finish?.undo();
          onUndone();
        });
      },
      onError: () => setView('write'),
    });
  };
  const take: AssistedMessage['take'] = (part) => {
    const patch: Partial<EmailDraft> =
      'subject' in part
        ? { subject: part.subject }
        : { bodyHtml: hasText({ subject: '', bodyHtml: draft.bodyHtml }) ? draft.bodyHtml + part.html : part.html };
    const { subject, bodyHtml } = draft;
    setView('write');
    edit(patch);
    setStart((at) => at + 1);
    toastUndo('subject' in part ? 'Subject replaced' : 'Added to the email', () => {
      edit((now) => {
        const isUntouched = Object.entries(patch).every(([name, value]) => now[name as 'subject' | 'bodyHtml'] === value);
        return isUntouched ? ('subject' in part ? { subject } : { bodyHtml }) : {};
      });
      setStart((at) => at + 1);
    });
  };
  const startFrom = (template: { subject: string; bodyHtml: string }) => {
    const take = () => {
      edit(template);
      setStart((at) => at + 1);
    };
    if (!hasText(answered ? { ...draft, subject: '' } : draft)) return take();
    confirmAction({
      title: 'Start from this template?',
      consequences: ['What you have written is replaced.'],
      confirm: 'Replace',
      onConfirm: take,
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        {options.from === null && (
          <Notice title="This workspace has no sender address yet">Enter one in the settings of the workspace, then write again.</Notice>
        )}
        {options.addresses.length > 1 ? (
          <Select
            label="To"
            allowDeselect={false}
            data={options.addresses.map(({ address }) => address)}
            value={to?.address ?? null}
            onChange={(address) => edit({ to: address ?? '' })}
            error={to?.refusal ?? errorOf('to')}
            description={to?.note}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        ) : (
          <ComposerLine label="To" value={to?.address ?? ''} note={to?.note ?? null} error={to?.refusal ?? errorOf('to')} />
        )}
        {options.from && (
          <ComposerLine
            label="From"
            value={options.from}
            note={null}
            error={options.senders.length > 1 ? null : errorOf('senderAccountId')}
          />
        )}
        {options.senders.length > 1 && (
          <Select
            label="Through"
            allowDeselect={false}
            data={options.senders.map(({ id, name }) => ({ value: id ?? '', label: name }))}
            value={sender?.id ?? ''}
            onChange={(senderId) => edit({ senderId: senderId ?? '' })}
            error={sender?.pausedReason ?? errorOf('senderAccountId')}
          />
        )}
        <Switch
          label={`Replies go to me (${options.ownAddress})`}
          description={options.replyTo && !draft.repliesToMe ? `Now they go to ${options.replyTo}` : undefined}
          checked={draft.repliesToMe}
          onChange={(event) => edit({ repliesToMe: event.currentTarget.checked })}
        />
        <Group justify="space-between" gap="sm">
          <SegmentedControl
            aria-label="Show"
            value={view}
            onChange={(next) => setView(next as typeof view)}
            data={[
              { value: 'write', label: 'Write' },
              { value: 'preview', label: `As ${contact.displayName} gets it` },
            ]}
          />
          <Group gap="xs">
            {parts.assist({ isAnswer: answered !== undefined, take })}
            {view === 'write' && <TemplateChoice onChoose={startFrom} />}
          </Group>
        </Group>
        {view === 'write' ? (
          <>
            {parts.subject({ value: draft.subject, onChange: (subject) => edit({ subject }), error: errorOf('subject') })}
            <div key={start}>
              {parts.body({ value: draft.bodyHtml, onChange: (bodyHtml) => edit({ bodyHtml }), error: errorOf('bodyHtml') })}
            </div>
          </>
        ) : (
          <EmailPreview contactId={contact.id} draft={draft} />
        )}
        {parts.files({
          files: draft.files,
          onChange: (next) => change(({ files }) => ({ files: next(files) })),
          mostBytes: options.mostFileBytes,
          error: errorOf('fileIds'),
        })}
        <FormProblem problem={problem} />
        <Group justify="flex-end" gap="sm">
          <Text size="xs" c="dimmed" visibleFrom="sm">
            <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
          </Text>
          {finish && (
            <Button variant="default" disabled={!isReady || send.isPending} onClick={() => submit(true)}>
              {finish.label}
            </Button>
          )}
          <Button type="submit" loading={send.isPending} disabled={!isReady}>
            Send email
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
