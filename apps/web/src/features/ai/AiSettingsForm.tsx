import { Button, Fieldset, Group, NumberInput, PasswordInput, Progress, Stack, Switch, Text, TextInput } from '@mantine/core';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { SaveRow } from '../../shared/form/SaveRow';
import { useServerForm } from '../../shared/form/useServerForm';
import { formatCount, formatMoney } from '../../shared/format/format';
import { confirmAction } from '../../shared/ui/confirm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Notice } from '../../shared/ui/Notice';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Ai.module.css';
import { AiFieldsInput } from './AiFieldsInput';
import { AiQuestionList } from './AiQuestionList';
import { type AiSettings, storedSettings, useAiSettings, useSetAiSettings, useTestAi } from './aiQueries';

/** Which AI service the workspace uses, what may leave, and what it may cost. */
export function AiSettingsForm() {
  const settings = useAiSettings(useWorkspaceId());
  const mayList = useMay('admin');
  if (settings.isPending) return <FormSkeleton fields={6} />;
  if (!settings.data) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  return (
    <Stack gap={40}>
      <LoadedSettings settings={settings.data} />
      {mayList && <AiQuestionList currency={settings.data.currency} />}
    </Stack>
  );
}

function LoadedSettings({ settings }: { settings: AiSettings }) {
  const isReadOnly = !useMay('admin');
  const save = useSetAiSettings(useWorkspaceId());
  const form = useServerForm({
    initialValues: {
      baseUrl: settings.baseUrl,
      model: settings.model,
      key: '',
      isOn: settings.isOn,
      monthTokens: settings.monthTokens as number | string,
      monthCost: (settings.monthCost ?? '') as number | string,
      inputPrice: settings.inputPrice as number | string,
      outputPrice: settings.outputPrice as number | string,
      currency: settings.currency,
      allowedFields: settings.allowedFields,
      allowedCustomFields: settings.allowedCustomFields,
    },
    validate: {
      baseUrl: (address) => (address.trim() ? null : 'Enter the address of the service'),
      model: (model) => (model.trim() ? null : 'Enter a model'),
    },
    onSave: async ({ key, monthCost, ...values }) => {
      await save.mutateAsync({
        ...values,
        ...(key.trim() === '' ? {} : { key }),
        monthTokens: Number(values.monthTokens),
        monthCost: monthCost === '' ? null : Number(monthCost),
        inputPrice: Number(values.inputPrice),
        outputPrice: Number(values.outputPrice),
      });
      form.setFieldValue('key', '');
      toast('AI settings saved');
    },
  });
  const removeKey = () =>
    confirmAction({
      title: 'Remove the key?',
      consequences: ['AI stops working until a key is entered again.'],
      confirm: 'Remove key',
      onConfirm: async () => {
        await save.mutateAsync({ ...storedSettings(settings), key: null });
        toast('Key removed');
      },
    });
  return (
    <form onSubmit={form.save} noValidate>
      <Fieldset variant="unstyled" m={0} p={0} disabled={isReadOnly}>
        <Stack gap={40}>
          {settings.reason && settings.model !== '' && <Notice title="AI is not ready">{settings.reason}</Notice>}
          <FormSection
            title="AI service"
            help={
              isReadOnly
                ? 'Only admins and owners can change these.'
                : 'Texts are suggested, checked against your facts, and never used without your decision. OpenAI, Azure, Ollama and vLLM work.'
            }
          >
            <Switch
              label="AI is on"
              description="Off: nothing leaves this workspace, and no question is asked."
              {...form.getInputProps('isOn', { type: 'checkbox' })}
            />
            <TextInput
              label="Address"
              description="Where the service answers, such as https://api.openai.com/v1 or http://127.0.0.1:11434/v1."
              maxLength={500}
              {...form.getInputProps('baseUrl')}
            />
            <TextInput label="Model" placeholder="gpt-5-mini" maxLength={200} {...form.getInputProps('model')} />
            <PasswordInput
              label="Key"
              description={
                settings.keySetAt ? (
                  <>
                    Stored encrypted and never shown. Set <RelativeTime iso={settings.keySetAt} />. Leave empty to keep it.
                  </>
                ) : (
                  'Stored encrypted and never shown. A local service may need none.'
                )
              }
              autoComplete="off"
              maxLength={500}
              {...form.getInputProps('key')}
            />
            <TestRow
              isDirty={form.isDirty()}
              hasModel={settings.model !== ''}
              {...(settings.hasKey && !isReadOnly ? { onRemoveKey: removeKey } : {})}
            />
          </FormSection>
          <FormSection title="What leaves">
            <Text>
              The brief, the facts and the text that is being written and, of the one contact that AI is asked about, what you allow here.
              Email addresses and phone numbers are replaced by placeholders. Nothing allowed: AI cannot be asked about contacts.
            </Text>
            <AiFieldsInput value={form.values} onChange={(fields) => form.setValues(fields)} />
          </FormSection>
          <FormSection title="Budget" help="A question that could exceed the budget of the month (UTC) is not asked.">
            <Usage settings={settings} />
            <NumberInput
              label="Tokens a month"
              min={0}
              max={2_000_000_000}
              thousandSeparator
              allowDecimal={false}
              {...form.getInputProps('monthTokens')}
            />
            <NumberInput
              label="Cost a month"
              description="Leave empty to limit only the tokens."
              min={0}
              max={1_000_000}
              decimalScale={2}
              {...form.getInputProps('monthCost')}
            />
            <div className={classes.row}>
              <NumberInput label="Price, 1M tokens in" min={0} max={10_000} decimalScale={4} {...form.getInputProps('inputPrice')} />
              <NumberInput label="Price, 1M tokens out" min={0} max={10_000} decimalScale={4} {...form.getInputProps('outputPrice')} />
            </div>
            <TextInput label="Currency" maxLength={3} w={120} {...form.getInputProps('currency')} />
          </FormSection>
          <FormProblem problem={form.problem} />
          {!isReadOnly && <SaveRow form={form} />}
        </Stack>
      </Fieldset>
    </form>
  );
}

function Usage({ settings: { usage, monthTokens, currency } }: { settings: AiSettings }) {
  const part = monthTokens === 0 ? 100 : Math.min(100, (usage.tokens / monthTokens) * 100);
  return (
    <div className={classes.usage}>
      <Text>
        {formatCount(usage.tokens)} of {formatCount(monthTokens)} tokens this month, {formatMoney(usage.cost.toFixed(2), currency)},{' '}
        {formatCount(usage.requests)} {usage.requests === 1 ? 'question' : 'questions'}
      </Text>
      <Progress value={part} aria-label="Tokens used this month" />
    </div>
  );
}

function TestRow({ isDirty, hasModel, onRemoveKey }: { isDirty: boolean; hasModel: boolean; onRemoveKey?: () => void }) {
  const test = useTestAi(useWorkspaceId());
  const outcome = test.error ? { ok: false, message: messageOf(test.error) } : test.data;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button variant="default" loading={test.isPending} disabled={isDirty || !hasModel} onClick={() => test.mutate()}>
          Test connection
        </Button>
        {onRemoveKey && (
          <Button variant="subtle" color="gray" onClick={onRemoveKey}>
            Remove key
          </Button>
        )}
      </Group>
      {isDirty && hasModel && <Text c="dimmed">Save the changes before you test them.</Text>}
      {outcome &&
        !isDirty &&
        (outcome.ok ? <Text role="status">{outcome.message}</Text> : <Notice title="The test failed">{outcome.message}</Notice>)}
    </Stack>
  );
}
