import { Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { faultKinds, faultWords } from './faultWords';
import { type FaultKind, useSetLabFault } from './mailLabQueries';

export function FaultDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Simulate a fault" size={480}>
      <FaultForm onDone={onClose} />
    </Modal>
  );
}

function FaultForm({ onDone }: { onDone: () => void }) {
  const set = useSetLabFault(useWorkspaceId());
  const form = useServerForm({
    initialValues: { fault: 'timesOut' as FaultKind, share: 100 as number | string, messages: 10 as number | string, recipient: '' },
    validate: {
      share: (share) => (isWhole(share, 100) ? null : 'Enter a whole number from 1 to 100'),
      messages: (messages) => (isWhole(messages, 1000) ? null : 'Enter a whole number from 1 to 1,000'),
    },
    warnsWhenUnsaved: false,
    onSave: async ({ fault, share, messages, recipient }) => {
      await set.mutateAsync({ fault, share: Number(share), messages: Number(messages), recipient: recipient.trim() || null });
      toast('The fault is on');
      onDone();
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <Select
          label="What happens to messages"
          data={faultKinds.map((value) => ({ value, label: faultWords[value].label }))}
          description={faultWords[form.values.fault].hint}
          allowDeselect={false}
          data-autofocus
          {...form.getInputProps('fault')}
        />
        <NumberInput label="Share of messages" suffix="%" min={1} max={100} allowDecimal={false} {...form.getInputProps('share')} />
        <NumberInput
          label="Ends after so many messages"
          description="After an hour at the latest."
          min={1}
          max={1000}
          allowDecimal={false}
          {...form.getInputProps('messages')}
        />
        <TextInput
          label="Only recipients with"
          description="Part of an address or a number. Leave it empty for everyone."
          placeholder="@example.com"
          autoComplete="off"
          maxLength={254}
          {...form.getInputProps('recipient')}
        />
        <FormProblem problem={form.problem} />
        <DialogActions submit="Simulate" isSaving={form.isSaving} onCancel={onDone} />
      </Stack>
    </form>
  );
}

function isWhole(value: number | string, most: number): boolean {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number <= most;
}
