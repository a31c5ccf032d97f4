import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { STEP_UP_MINUTES } from '@rapport/common';
import { plural } from '../../shared/format/format';
import { onStepUpRequired } from '../../shared/api/stepUp';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { CodeInput, codeProblem } from './CodeInput';
import { useSession, useStepUp } from './sessionQueries';

/**
 * Opens when any request is refused because the last proof of who one is lies too far back. Once that is given, the request goes out
 * again by itself: whoever sent it notices nothing but the time it took.
 */
export function StepUpDialog() {
  const [isOpen, setOpen] = useState(false);
  const settle = useRef<(isConfirmed: boolean) => void>(() => undefined);
  useEffect(
    () =>
      onStepUpRequired(
        () =>
          new Promise((resolve) => {
            settle.current = resolve;
            setOpen(true);
          }),
      ),
    [],
  );
  const close = (isConfirmed: boolean) => {
    setOpen(false);
    settle.current(isConfirmed);
  };
  return (
    <Modal opened={isOpen} onClose={() => close(false)} title="Confirm it’s you" centered size="sm" zIndex={400}>
      <StepUpForm onDone={() => close(true)} onCancel={() => close(false)} />
    </Modal>
  );
}

function StepUpForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const hasTwoFactor = useSession().data?.user.hasTwoFactor === true;
  const stepUp = useStepUp();
  const form = useServerForm({
    initialValues: { password: '', code: '' },
    validate: {
      password: (password) => (hasTwoFactor || password ? null : 'Enter your password'),
      code: (code) => (hasTwoFactor ? codeProblem(code) : null),
    },
    warnsWhenUnsaved: false,
    onSave: async ({ password, code }) => {
      await stepUp.mutateAsync(hasTwoFactor ? { code } : { password });
      onDone();
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <Text c="dimmed">For your security, confirm your identity. You won’t be asked again for {plural(STEP_UP_MINUTES, 'minute')}.</Text>
        {hasTwoFactor ? (
          <CodeInput data-autofocus {...form.getInputProps('code')} />
        ) : (
          <PasswordInput label="Password" autoComplete="current-password" data-autofocus {...form.getInputProps('password')} />
        )}
        <FormProblem problem={form.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={form.isSaving}>
            Confirm
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
