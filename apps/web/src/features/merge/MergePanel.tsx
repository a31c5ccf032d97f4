import { ActionIcon, Button, Group, SegmentedControl, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPencil } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { formatDay, plural } from '../../shared/format/format';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toastUndo } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Merge.module.css';
import { type Merge, type MergeField, type MergePreview, useMergeContacts, useMergePreview, useUndoMerge } from './mergeQueries';

interface MergePanelProps {
  ids: readonly string[];
  onMerged: (merge: Merge) => void;
  /** What else can be decided about them. */
  actions?: ReactNode;
}

/** Contacts side by side, field by field: what is kept is marked, and another value is a click away. */
export function MergePanel({ ids, onMerged, actions }: MergePanelProps) {
  const workspaceId = useWorkspaceId();
  const [first, setFirst] = useState(ids[0] ?? '');
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({});
  const [customValues, setCustomValues] = useState<Readonly<Record<string, string | null>>>({});
  const [shown, setShown] = useState<'conflicts' | 'all'>('conflicts');
  const choice = { ids: [first, ...ids.filter((id) => id !== first)], choices, customValues };
  const preview = useMergePreview(workspaceId, choice);
  const mayEdit = useMay('author');
  const merging = useMergeContacts(workspaceId);
  const undo = useUndoMerge(workspaceId);
  const merge = () =>
    void act(async () => {
      if (!preview.data || preview.isFetching || merging.isPending) return;
      try {
        const done = await merging.mutateAsync({ choice, preview: preview.data });
        toastUndo(`${plural(done.secondaries.length + 1, 'contact')} merged into ${done.primaryName}`, () => undo.mutateAsync(done.id));
        onMerged(done);
      } catch (error) {
        // What was looked at is not what there is: it is shown anew before anybody confirms it.
        void preview.refetch();
        throw error;
      }
    });
  useShortcut('m', merge, mayEdit);
  const choose = (name: string, from: string) => {
    setCustomValues(({ [name]: _typed, ...rest }) => rest);
    setChoices((now) => ({ ...now, [name]: from }));
  };
  const type = (name: string, value: string) => {
    setChoices((now) => ({ ...now, [name]: 'custom' }));
    setCustomValues((now) => ({ ...now, [name]: value.trim() || null }));
  };
  if (!preview.data && preview.isPending) return <LinesSkeleton lines={10} />;
  if (!preview.data) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  const { contacts, fields, movesText, furtherPoints, consent } = preview.data;
  const ordered = ids.map((id) => contacts.find((contact) => contact.id === id)).filter((contact) => contact !== undefined);
  const visible = fields.filter((field) => (shown === 'conflicts' ? field.isConflict || field.name in choices : hasAny(field)));
  return (
    <div className={classes.panel} style={{ '--people': ordered.length } as React.CSSProperties}>
      <div className={classes.scroller}>
        <div className={classes.grid} role="table" aria-label="Fields side by side">
          <div role="row" className={classes.line}>
            <span role="columnheader" className={classes.label}>
              <span className={classes.visuallyHidden}>Field</span>
            </span>
            {ordered.map((contact) => (
              <span role="columnheader" key={contact.id} className={classes.head} data-kept={contact.id === first || undefined}>
                <Link to={paths.contact(workspaceId, contact.id)} dir="auto">
                  {contact.displayName}
                </Link>
                <span className={classes.detail}>Added {formatDay(contact.createdAt)}</span>
                {contact.id === first ? (
                  <span className={classes.stays}>
                    <IconCheck size={13} aria-hidden /> Kept
                  </span>
                ) : (
                  <Button
                    variant="subtle"
                    size="compact-xs"
                    onClick={() => {
                      setFirst(contact.id);
                      setChoices({});
                      setCustomValues({});
                    }}
                  >
                    Keep this contact
                  </Button>
                )}
              </span>
            ))}
            <span role="columnheader" className={classes.pen}>
              <span className={classes.visuallyHidden}>Another value</span>
            </span>
          </div>
          {visible.map((field) => (
            <FieldLine
              key={field.name}
              field={field}
              people={ordered}
              onChoose={(from) => choose(field.name, from)}
              onType={(value) => type(field.name, value)}
            />
          ))}
        </div>
      </div>
      {visible.length === 0 && (
        <Text c="dimmed" size="sm">
          {shown === 'conflicts' ? 'No differences.' : 'No field has a value.'}
        </Text>
      )}
      <SegmentedControl
        size="xs"
        aria-label="Fields to show"
        value={shown}
        onChange={(value) => setShown(value as 'conflicts' | 'all')}
        data={[
          { value: 'conflicts', label: 'Only differences' },
          { value: 'all', label: 'All fields' },
        ]}
        className={classes.shown}
      />
      <Outcome {...{ movesText, furtherPoints, consent }} />
      {preview.isError && (
        <Text size="sm" c="var(--rp-negative)" role="alert">
          {(isApiError(preview.error) && preview.error.fields?.[0]?.message) || messageOf(preview.error)}
        </Text>
      )}
      <Group gap="sm" className={classes.actions}>
        {mayEdit && (
          <Button onClick={merge} loading={merging.isPending} disabled={preview.isError || preview.isFetching}>
            Merge
          </Button>
        )}
        {actions}
      </Group>
    </div>
  );
}

function FieldLine({
  field,
  people,
  onChoose,
  onType,
}: {
  field: MergeField;
  people: MergePreview['contacts'];
  onChoose: (from: string) => void;
  onType: (value: string) => void;
}) {
  const [isTyping, setTyping] = useState(false);
  const isTyped = field.from === 'custom';
  const finish = (value: string) => {
    setTyping(false);
    if (value.trim() !== (field.value ?? '')) onType(value);
  };
  return (
    <div role="row" className={classes.line}>
      <span role="rowheader" className={classes.label}>
        {field.label}
      </span>
      {people.map((contact) => {
        const { value = null, text = null } = field.values.find((one) => one.contactId === contact.id) ?? {};
        const isKept = field.from === contact.id || (field.from === null && value === null && contact.isPrimary);
        return (
          <span role="cell" key={contact.id} className={classes.cell}>
            <UnstyledButton
              className={classes.value}
              data-kept={isKept || undefined}
              aria-pressed={isKept}
              aria-label={`${field.label}: ${text ?? 'none'}`}
              onClick={() => onChoose(contact.id)}
            >
              <span dir="auto">{text ?? '–'}</span>
              {isKept && <IconCheck size={14} aria-hidden />}
            </UnstyledButton>
          </span>
        );
      })}
      <span role="cell" className={classes.pen}>
        {field.kind !== 'stage' && (
          <Tooltip label="Another value">
            <ActionIcon
              variant={isTyped ? 'light' : 'subtle'}
              color={isTyped ? undefined : 'gray'}
              aria-label={`Another value for ${field.label}`}
              onClick={() => setTyping(true)}
            >
              <IconPencil size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
      {(isTyping || isTyped) && (
        <span role="cell" className={classes.typed}>
          <TextInput
            key={field.value}
            size="xs"
            aria-label={`New value for ${field.label}`}
            defaultValue={field.value ?? ''}
            autoFocus={isTyping}
            onBlur={(event) => finish(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') finish(event.currentTarget.value);
              if (event.key === 'Escape') setTyping(false);
            }}
          />
        </span>
      )}
    </div>
  );
}

function Outcome({ movesText, furtherPoints, consent }: Pick<MergePreview, 'movesText' | 'furtherPoints' | 'consent'>) {
  return (
    <dl className={classes.outcome}>
      <dt>Moves</dt>
      <dd>{movesText || 'Nothing else to move.'}</dd>
      {furtherPoints.length > 0 && (
        <>
          <dt>Also reached at</dt>
          <dd>{furtherPoints.map(({ value }) => value).join(', ')}</dd>
        </>
      )}
      {consent.map(({ channel, text, isStopped }) => (
        <div key={channel} className={classes.pairOf}>
          <dt>{channel === 'email' ? 'Email' : 'Texts'}</dt>
          <dd data-stopped={isStopped || undefined}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function hasAny({ values, value }: MergeField): boolean {
  return value !== null || values.some((one) => one.value !== null);
}
