import { CUSTOM_FIELD_TYPES, fieldRules } from '@rapport/common';
import { Anchor, Button, Group, List, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { formatCount, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Notice } from '../../shared/ui/Notice';
import { ProgressBar } from '../../shared/ui/ProgressBar';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { CurrencySelect } from '../../shared/form/CurrencySelect';
import type { CustomField, FieldType } from './customFieldQueries';
import { type EditedChoice, newChoice, OptionsEditor } from './OptionsEditor';
import {
  isWorking,
  type TypeChange,
  type TypeChangeInput,
  useApplyTypeChange,
  useFailingValues,
  useRehearseTypeChange,
  useTypeChange,
  useUndoTypeChange,
} from './typeChangeQueries';

/** What is changed: the type, or one option for another. */
export type ChangeKind = 'type' | 'option';

interface TypeChangeDialogProps {
  field: CustomField | null;
  kind: ChangeKind;
  onClose: () => void;
}

/** First it is told which values would be lost, then it is done, and it can be undone. It goes on when the dialog is closed. */
export function TypeChangeDialog({ field, kind, onClose }: TypeChangeDialogProps) {
  const title =
    kind === 'type' ? `Change the type of ${field?.label ?? 'the field'}` : `Replace an option of ${field?.label ?? 'the field'}`;
  return (
    <Modal opened={field !== null} onClose={onClose} title={title} size={520}>
      {field && <Steps key={field.id} field={field} kind={kind} onClose={onClose} />}
    </Modal>
  );
}

function Steps({ field, kind, onClose }: { field: CustomField; kind: ChangeKind; onClose: () => void }) {
  const change = useTypeChange(useWorkspaceId(), field.id);
  const [wantsAnother, setWantsAnother] = useState(false);
  if (change.isPending) return <LinesSkeleton lines={3} />;
  if (change.isError) return <ErrorState error={change.error} onRetry={() => void change.refetch()} />;
  const latest = change.data;
  const isOpen = latest !== null && latest.status !== 'undone' && (isWorking(latest) || isMove(latest) === (kind === 'option'));
  const Form = kind === 'type' ? TypeForm : OptionForm;
  return isOpen && !wantsAnother ? (
    <Progress field={field} change={latest} onClose={onClose} onAnother={() => setWantsAnother(true)} />
  ) : (
    <Form field={field} onClose={onClose} onRehearsed={() => setWantsAnother(false)} />
  );
}

function TypeForm({ field, onClose, onRehearsed }: { field: CustomField; onClose: () => void; onRehearsed: () => void }) {
  const rehearse = useRehearseTypeChange(useWorkspaceId(), field.id);
  const [fieldType, setFieldType] = useState<FieldType | null>(null);
  const [choices, setChoices] = useState<EditedChoice[]>(() =>
    field.choices.length > 0 ? field.choices.map((choice) => ({ ...choice, row: choice.key })) : [newChoice()],
  );
  const [currency, setCurrency] = useState<string | null>('EUR');
  const [dateOrder, setDateOrder] = useState<TypeChangeInput['dateOrder']>(null);
  const [decimalMark, setDecimalMark] = useState<TypeChangeInput['decimalMark']>(null);
  const type = fieldType && fieldRules(fieldType);
  const isText = fieldRules(field.fieldType).sortsBy === 'text' && !fieldRules(field.fieldType).hasDateOrder;
  const check = async () => {
    if (fieldType === null || type === null) return;
    const named = choices.filter(({ label }) => label.trim()).map(({ row: _row, ...choice }) => choice);
    await rehearse.mutateAsync({
      fieldType,
      ...(type.hasOptions ? { choices: named } : {}),
      ...(type.hasCurrency ? { currency } : {}),
      dateOrder: type.hasDateOrder ? dateOrder : null,
      decimalMark: type.sortsBy === 'number' ? decimalMark : null,
    });
    onRehearsed();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void check().catch(() => undefined);
      }}
    >
      <Stack gap="lg">
        <Select
          label="New type"
          description={`Now: ${fieldRules(field.fieldType).label}. You see the result before anything changes.`}
          data={CUSTOM_FIELD_TYPES.filter((value) => value !== field.fieldType).map((value) => ({ value, label: fieldRules(value).label }))}
          value={fieldType}
          onChange={(value) => setFieldType(CUSTOM_FIELD_TYPES.find((type) => type === value) ?? null)}
          data-autofocus
        />
        {type?.hasOptions && <OptionsEditor choices={choices} onChange={setChoices} />}
        {type?.hasCurrency && <CurrencySelect value={currency} onChange={setCurrency} />}
        {type?.hasDateOrder && isText && (
          <Select
            label="03/04/2026 means"
            data={[
              { value: 'dmy', label: '3 April: the day comes first' },
              { value: 'mdy', label: '4 March: the month comes first' },
            ]}
            placeholder="Skip these values"
            clearable
            value={dateOrder ?? null}
            onChange={(value) => setDateOrder(value === 'dmy' || value === 'mdy' ? value : null)}
          />
        )}
        {type?.sortsBy === 'number' && isText && (
          <Select
            label="1,234 means"
            data={[
              { value: '.', label: 'One thousand two hundred thirty-four' },
              { value: ',', label: 'A little more than one' },
            ]}
            placeholder="Skip these values"
            clearable
            value={decimalMark ?? null}
            onChange={(value) => setDecimalMark(value === '.' || value === ',' ? value : null)}
          />
        )}
        {rehearse.error && <Notice title="The values cannot be checked">{problemOf(rehearse.error)}</Notice>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={fieldType === null} loading={rehearse.isPending}>
            Check the values
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function OptionForm({ field, onClose, onRehearsed }: { field: CustomField; onClose: () => void; onRehearsed: () => void }) {
  const rehearse = useRehearseTypeChange(useWorkspaceId(), field.id);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const choices = field.choices.map(({ key, label, isArchived }) => ({
    value: key,
    label: isArchived ? `${label} (no longer offered)` : label,
  }));
  const check = async () => {
    if (from === null || to === null) return;
    await rehearse.mutateAsync({ fieldType: field.fieldType, moves: [{ from, to }] });
    onRehearsed();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void check().catch(() => undefined);
      }}
    >
      <Stack gap="lg">
        <Select label="Replace" data={choices} value={from} onChange={setFrom} data-autofocus />
        <Select
          label="With"
          data={choices.filter(({ value }) => value !== from)}
          value={to}
          onChange={setTo}
          description="The replaced option is archived. You can undo this."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        {rehearse.error && <Notice title="The option cannot be replaced">{problemOf(rehearse.error)}</Notice>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={from === null || to === null || from === to} loading={rehearse.isPending}>
            Continue
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** One option for another: the type stays. */
function isMove({ fromType, toType }: TypeChange): boolean {
  return fromType === toType;
}

const MOVE_TITLES: Readonly<Record<TypeChange['status'], string>> = {
  checking: 'Counting the values',
  checked: 'Nothing is changed yet',
  running: 'Replacing the option',
  done: 'Option replaced',
  undoing: 'Changing the values back',
  undone: 'Option restored',
  failed: 'The change failed',
};

interface ProgressProps {
  field: CustomField;
  change: TypeChange;
  onClose: () => void;
  onAnother: () => void;
}

const TITLES: Readonly<Record<TypeChange['status'], string>> = {
  checking: 'Checking the values',
  checked: 'Nothing is changed yet',
  running: 'Changing the values',
  done: 'Type changed',
  undoing: 'Changing the values back',
  undone: 'Original type restored',
  failed: 'The change failed',
};

function Progress({ field, change, onClose, onAnother }: ProgressProps) {
  const workspaceId = useWorkspaceId();
  const apply = useApplyTypeChange(workspaceId, field.id);
  const undo = useUndoTypeChange(workspaceId, field.id);
  const fits = change.total - change.failing;
  const isBusy = apply.isPending || undo.isPending;
  return (
    <Stack gap="lg">
      <Text>
        {!isMove(change) && `${fieldRules(change.fromType).label} → ${fieldRules(change.toType).label}. `}
        <b>{isMove(change) ? MOVE_TITLES[change.status] : TITLES[change.status]}.</b>
      </Text>
      {isWorking(change) && <ProgressBar label={TITLES[change.status]} done={change.processed} total={change.total} unit="values" />}
      {change.status === 'checked' && (
        <Text>
          {isMove(change)
            ? 'Contacts with the first option get the second. You can undo this.'
            : change.failing === 0
              ? `${plural(change.total, 'value')} can be read as the new type.`
              : `${formatCount(fits)} of ${plural(change.total, 'value')} can be read as the new type. The others are removed from their contacts; undoing the change brings them back.`}
        </Text>
      )}
      {change.error !== null && <Notice title="The change failed">{change.error}</Notice>}
      {change.failing > 0 && !isWorking(change) && <FailingList field={field} change={change} />}
      <Group justify="flex-end">
        {change.status === 'checked' && (
          <Button variant="default" onClick={onAnother}>
            {isMove(change) ? 'Another option' : 'Another type'}
          </Button>
        )}
        {['running', 'done', 'failed'].includes(change.status) && (
          <Button variant="default" disabled={isBusy} onClick={() => void act(() => undo.mutateAsync())}>
            {change.status === 'running' ? 'Stop and change back' : 'Undo'}
          </Button>
        )}
        {change.status === 'done' && (
          <Button variant="default" onClick={onAnother}>
            {isMove(change) ? 'Another option' : 'Another type'}
          </Button>
        )}
        {change.status === 'checked' ? (
          <Button color={change.failing > 0 ? 'red' : undefined} loading={isBusy} onClick={() => void act(() => apply.mutateAsync())}>
            {isMove(change)
              ? 'Replace the option'
              : change.failing > 0
                ? `Change the type without ${plural(change.failing, 'value')}`
                : 'Change the type'}
          </Button>
        ) : (
          <Button onClick={onClose}>Close</Button>
        )}
      </Group>
    </Stack>
  );
}

function FailingList({ field, change }: { field: CustomField; change: TypeChange }) {
  const workspaceId = useWorkspaceId();
  const failing = useFailingValues(workspaceId, field.id, change);
  if (failing.isError) return <ErrorState error={failing.error} onRetry={() => void failing.refetch()} />;
  if (failing.isPending) return <LinesSkeleton lines={4} />;
  const more = change.failing - failing.data.items.length;
  return (
    <Stack gap="xs" mah={280} style={{ overflowY: 'auto' }} tabIndex={0} role="region" aria-label="Values that cannot be read">
      <List listStyleType="none" spacing="sm">
        {failing.data.items.map(({ contactId, displayName, reason }) => (
          <List.Item key={contactId}>
            <Anchor href={paths.contact(workspaceId, contactId)} dir="auto" fw={500}>
              {displayName}
            </Anchor>
            <Text size="sm" c="dimmed">
              {reason}
            </Text>
          </List.Item>
        ))}
      </List>
      {more > 0 && <Text c="dimmed">{`And ${plural(more, 'more value')}.`}</Text>}
    </Stack>
  );
}

function problemOf(error: unknown): string {
  return (isApiError(error) ? error.fields?.[0]?.message : undefined) ?? messageOf(error);
}
