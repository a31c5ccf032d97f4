import { Button, Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { FormProblem } from '../../../shared/form/FormProblem';
import { useServerForm } from '../../../shared/form/useServerForm';
import { CopyTextButton } from '../../../shared/ui/CopyTextButton';
import { useConfirmTwoFactor, type TwoFactorSetup } from '../accountQueries';
import { CodeInput, codeProblem } from '../CodeInput';

const QrCode = lazy(async () => ({ default: (await import('./QrCode')).QrCode }));

interface TwoFactorSetupFormProps {
  setup: TwoFactorSetup;
  onConfirmed: (recoveryCodes: readonly string[]) => void;
  onCancel: () => void;
}

export function TwoFactorSetupForm({ setup, onConfirmed, onCancel }: TwoFactorSetupFormProps) {
  const confirm = useConfirmTwoFactor();
  const form = useServerForm({
    initialValues: { code: '' },
    validate: { code: codeProblem },
    warnsWhenUnsaved: false,
    onSave: async ({ code }) => onConfirmed((await confirm.mutateAsync(code)).recoveryCodes),
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <Text>1. Scan this with an authenticator app (Aegis, 1Password, Google Authenticator and others).</Text>
        <Suspense fallback={<Skeleton height={208} width={208} />}>
          <QrCode uri={setup.uri} />
        </Suspense>
        <div>
          <Text c="dimmed" size="xs" mb={4}>
            Or type the key into the app:
          </Text>
          <Group gap="xs">
            <Code style={{ overflowWrap: 'anywhere' }} aria-label="Key">
              {inGroups(setup.secret)}
            </Code>
            <CopyTextButton value={setup.secret} label="Copy key" />
          </Group>
        </div>
        <Text>2. Enter the code that the app shows. Your other devices are signed out.</Text>
        <CodeInput description="Six digits" autoFocus {...form.getInputProps('code')} />
        <FormProblem problem={form.problem} />
        <Group>
          <Button type="submit" loading={form.isSaving}>
            Turn on
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
