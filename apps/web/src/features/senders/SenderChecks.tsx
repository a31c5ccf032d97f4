import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isApiError } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { focusFirstError } from '../../shared/form/focusFirstError';
import { messageOf } from '../../shared/api/apiError';
import { allowanceWords } from '../../shared/format/allowance';
import { useWorkspaceId, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { CheckReport } from './CheckReport';
import { useSendTestMessage, useVerifySender, type Sender, type SenderCheck, type SenderSettings, type SenderType } from './senderQueries';

interface SenderChecksProps {
  /** What is in the form and is not saved; null checks what is saved. */
  settings: SenderSettings | null;
  /** The saved sender, whose last answer is shown until one asks again. */
  last: Sender | null;
  /** The account that is tried; null: what the workspace sends through. */
  accountId: string | null;
  /** What the sender sends. */
  channel: SenderType['channel'];
  onFieldErrors: (errors: Record<string, string>) => void;
}

const WORDS = {
  email: { test: 'Test message', label: 'Send a test message to' },
  text: { test: 'Test text', label: 'Send a test text to' },
} as const;

type Report = { check: SenderCheck; title: string } | { problem: string } | null;

export function SenderChecks({ settings, last, accountId, channel, onFieldErrors }: SenderChecksProps) {
  const workspaceId = useWorkspaceId();
  const { user } = useWorkspaceScope();
  const verify = useVerifySender(workspaceId, accountId);
  const sendTest = useSendTestMessage(workspaceId, accountId);
  const [to, setTo] = useState(channel === 'text' ? '' : user.email);
  const [toError, setToError] = useState<string | null>(null);
  const [report, setReport] = useState<Report>(null);

  const words = WORDS[channel];
  const addressField = channel === 'text' ? 'phone' : 'to';

  const run = async (ask: () => Promise<SenderCheck>, fine: string, bad: string) => {
    setReport(null);
    setToError(null);
    try {
      const check = await ask();
      setReport({ check, title: check.ok ? fine : bad });
    } catch (error) {
      const fields = isApiError(error) ? (error.fields ?? []) : [];
      const ofForm = Object.fromEntries(
        fields
          .filter(({ field }) => field !== addressField)
          .map(({ field, message }) => [field.startsWith('config.') ? field : `config.${field}`, message]),
      );
      const ofAddress = fields.find(({ field }) => field === addressField);
      onFieldErrors(ofForm);
      focusFirstError(ofForm);
      setToError(ofAddress?.message ?? null);
      if (fields.length === 0) setReport({ problem: messageOf(error) });
    }
  };
  const shown =
    report ??
    (last?.lastTest ? { check: last.lastTest, title: last.lastTest.ok ? 'The last check worked' : 'The last check failed' } : null);

  const isUsedUp = last?.checks.left === 0 || last?.testMessages.left === 0;

  return (
    <FormSection title="Test the sender" help={settings ? 'Tests these settings without saving them.' : 'Tests the saved settings.'}>
      <Group>
        <Button
          variant="default"
          loading={verify.isPending}
          disabled={last?.checks.left === 0}
          onClick={() => void run(() => verify.mutateAsync(settings), 'The server accepts', 'This did not work')}
        >
          Check connection
        </Button>
        {last && (
          <Text size="xs" c="dimmed">
            {allowanceWords(last.checks, 'checks')}
          </Text>
        )}
      </Group>
      <Stack
        component="form"
        gap="sm"
        onSubmit={(event: React.FormEvent) => {
          event.preventDefault();
          void run(
            () => sendTest.mutateAsync({ settings, to: channel === 'text' ? { phone: to.trim() } : { to: to.trim() } }),
            `${words.test} sent to ${to.trim()}`,
            `The ${words.test.toLowerCase()} was not sent`,
          );
        }}
      >
        <Group align="flex-start" gap="sm" wrap="nowrap">
          <TextInput
            flex={1}
            type={channel === 'text' ? 'tel' : 'email'}
            label={words.label}
            placeholder={channel === 'text' ? '+1 415 555 0100' : undefined}
            description={last ? allowanceWords(last.testMessages, 'test messages') : undefined}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            error={toError}
          />
          <Button type="submit" variant="default" loading={sendTest.isPending} disabled={isUsedUp} mt={23}>
            Send test
          </Button>
        </Group>
      </Stack>
      {shown && ('check' in shown ? <CheckReport check={shown.check} title={shown.title} /> : <FormProblem problem={shown.problem} />)}
    </FormSection>
  );
}
