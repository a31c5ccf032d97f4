import { Button, Drawer, Group, Kbd, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMessage } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { isApiError, messageOf as wordsOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { keepDraft, useDraft } from '../../shared/form/useDraft';
import { formatMoney, plural } from '../../shared/format/format';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Notice } from '../../shared/ui/Notice';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toastUndo } from '../../shared/ui/toasts';
import { useWorkspaceId, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import type { Assist, AssistedMessage } from './assist';
import { ComposeButton } from './ComposeButton';
import { ComposerLine } from './ComposerLine';
import type { Finish } from './finish';
import { useCancelMessage, useSendText, useTextOptions, useTextPreview, type NewText, type TextOptions } from './messageQueries';
import classes from './WriteText.module.css';

interface TextDraft {
  /** Empty: the primary number. */
  readonly to: string;
  readonly text: string;
}

const BLANK: TextDraft = { to: '', text: '' };

/** The field for the words, with its merge tags. */
export type TextPart = (field: { value: string; onChange: (value: string) => void; error: string | null }) => ReactNode;

interface Addressed {
  contact: { readonly id: string; readonly displayName: string };
  field: TextPart;
  assist: Assist;
}

interface WriteTextProps extends Addressed {
  contact: Addressed['contact'] & { readonly primaryPhone: string | null };
}

/** The button of a contact's page, and what it opens. */
export function WriteText({ contact, ...parts }: WriteTextProps) {
  const [isOpen, setOpen] = useState(false);
  const open = () => setOpen(true);
  if (contact.primaryPhone === null) return null;
  return (
    <>
      <ComposeButton label="Write text" icon={<IconMessage size={16} />} variant="default" onClick={open} />
      <TextDrawer contact={contact} {...parts} isOpen={isOpen} onOpen={open} onClose={() => setOpen(false)} />
    </>
  );
}

interface TextDrawerProps extends Addressed {
  /** Whether it answers one of theirs. */
  isAnswer?: boolean;
  finish?: Finish;
  isOpen: boolean;
  /** Asked for by an undo: what was sent is written anew. */
  onOpen: () => void;
  onClose: () => void;
}

export function TextDrawer({ isOpen, onOpen, onClose, contact, ...composer }: TextDrawerProps) {
  return (
    <Drawer opened={isOpen} onClose={onClose} position="right" size={480} title={`Text to ${contact.displayName}`}>
      <LoadedComposer contact={contact} {...composer} onSent={onClose} onUndone={onOpen} />
    </Drawer>
  );
}

interface ComposerProps extends Addressed {
  isAnswer?: boolean;
  finish?: Finish;
  onSent: () => void;
  onUndone: () => void;
}

function LoadedComposer(props: ComposerProps) {
  const options = useTextOptions(useWorkspaceId(), props.contact.id);
  if (options.isPending) return <LinesSkeleton lines={6} />;
  if (!options.data) return <ErrorState error={options.error} onRetry={() => void options.refetch()} />;
  return <TextComposer {...props} options={options.data} />;
}

const FIELDS = ['to', 'text'];

function TextComposer({
  contact,
  field,
  assist,
  isAnswer = false,
  options,
  finish,
  onSent,
  onUndone,
}: ComposerProps & { options: TextOptions }) {
  const { workspace, user } = useWorkspaceScope();
  const key = `rapport-text-${user.id}-${contact.id}`;
  const [draft, change, clear] = useDraft<TextDraft>(key, BLANK);
  const send = useSendText(workspace.id, contact.id);
  const cancel = useCancelMessage(workspace.id, contact.id);
  const errorOf = (name: string) => (isApiError(send.error) && send.error.fields?.find((one) => one.field === name)?.message) || null;
  const problem = send.error && FIELDS.every((name) => errorOf(name) === null) ? wordsOf(send.error) : null;
  const to = options.phones.find(({ address }) => address === draft.to) ?? options.phones[0];
  const isReady = options.pausedReason === null && to?.refusal === null && draft.text.trim() !== '';
  const message: NewText = { ...(draft.to === '' ? {} : { to: draft.to }), text: draft.text };
  const edit = (patch: Parameters<typeof change>[0]) => {
    send.reset();
    change(patch);
  };
  const take: AssistedMessage['take'] = (part) => {
    if (!('text' in part)) return;
    const before = draft.text;
    const after = before.trim() === '' ? part.text : `${before.trimEnd()}\n${part.text}`;
    edit({ text: after });
    toastUndo('Added to the text', () => edit(({ text }) => (text === after ? { text: before } : {})));
  };
  const submit = (andFinish = false) => {
    if (!isReady || send.isPending) return;
    send.mutate(message, {
      onSuccess: ({ id }) => {
        clear();
        onSent();
        if (andFinish) finish?.act();
        toastUndo(`Sending the text to ${contact.displayName}`, async () => {
          await cancel.mutateAsync(id);
          keepDraft(key, draft);
          if (andFinish) finish?.undo();
          onUndone();
        });
      },
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
        {options.pausedReason !== null && (
          <Notice title="The sender of texts is paused">{options.pausedReason} Check it in the settings of the workspace.</Notice>
        )}
        {options.phones.length > 1 ? (
          <Select
            label="To"
            allowDeselect={false}
            data={options.phones.map(({ address }) => address)}
            value={to?.address ?? null}
            onChange={(address) => edit({ to: address ?? '' })}
            error={to?.refusal ?? errorOf('to')}
          />
        ) : (
          <ComposerLine label="To" value={to?.address ?? ''} note={null} error={to?.refusal ?? errorOf('to')} />
        )}
        <ComposerLine label="From" value={options.from} note={null} error={null} />
        <Group justify="flex-end">{assist({ isAnswer, take })}</Group>
        {field({ value: draft.text, onChange: (text) => edit({ text }), error: errorOf('text') })}
        {to?.refusal === null && <AsItArrives contactId={contact.id} name={contact.displayName} message={message} />}
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
            Send text
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The words on their phone, made by the renderer that sends, with what they are split into and what that costs. */
function AsItArrives({ contactId, name, message }: { contactId: string; name: string; message: NewText }) {
  const [asked] = useDebouncedValue(message, 300);
  const preview = useTextPreview(useWorkspaceId(), contactId, asked);
  if (message.text.trim() === '') return null;
  if (preview.isPending) return <LinesSkeleton lines={2} />;
  if (!preview.data) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} title="Couldn’t load the preview" />;
  const { text, segments, cost, currency, problems } = preview.data;
  return (
    <div>
      <Text size="sm" fw={500} mb={6}>
        As {name} gets it
      </Text>
      {text !== '' && (
        <p className={classes.bubble} dir="auto">
          {text}
        </p>
      )}
      {text !== '' && (
        <Text size="xs" c="dimmed" mt={6}>
          Sent as {plural(segments, 'segment')}
          {cost === null ? '' : `, about ${formatMoney(String(cost), currency)}`}
        </Text>
      )}
      {problems.map(({ code, severity, message: words }, at) => (
        <Text key={`${code}-${at}`} size="sm" mt={6} c={severity === 'error' ? 'var(--rp-negative)' : 'dimmed'}>
          {words}
        </Text>
      ))}
    </div>
  );
}
