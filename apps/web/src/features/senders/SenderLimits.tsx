import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { usedWords } from './senderWords';
import { useDescribeSender, type SenderAccount } from './senderQueries';

interface LimitValues {
  name: string;
  /** Empty: no limit. */
  ratePerMinute: number | '';
  quotaPerDay: number | '';
}

const limit = (value: number | '') => (value === '' ? null : value);

/** What it is called, and how much it may send. Saving it leaves the connection as it is. */
export function SenderLimits({ account, mayEdit }: { account: SenderAccount; mayEdit: boolean }) {
  const describe = useDescribeSender(useWorkspaceId());
  const form = useServerForm<LimitValues>({
    initialValues: { name: account.name, ratePerMinute: account.ratePerMinute ?? '', quotaPerDay: account.quotaPerDay ?? '' },
    validate: { name: (name) => (name.trim() ? null : 'Enter a name, such as Newsletters.') },
    onSave: async ({ name, ratePerMinute, quotaPerDay }) => {
      await describe.mutateAsync({
        id: account.id,
        name: name.trim(),
        ratePerMinute: limit(ratePerMinute),
        quotaPerDay: limit(quotaPerDay),
      });
      toast('Name and limits saved');
    },
  });
  const common = { inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[] };
  const number = { allowDecimal: false, allowNegative: false, hideControls: true, min: 1, w: 160, thousandSeparator: ',' };
  const wide = { styles: { description: { width: 'min(480px, 80vw)' } } };
  return (
    <form onSubmit={form.save} noValidate>
      <fieldset disabled={!mayEdit} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <FormSection title="Name and limits" help="What your provider allows. All campaigns of this sender share it.">
          <TextInput
            {...common}
            label="Name"
            description="Recipients do not see it."
            withAsterisk
            required
            maxLength={80}
            {...form.getInputProps('name')}
          />
          <NumberInput
            {...common}
            {...number}
            {...wide}
            label="Messages a minute"
            description="Empty: no limit of its own."
            {...form.getInputProps('ratePerMinute')}
          />
          <NumberInput
            {...common}
            {...number}
            {...wide}
            label="Messages a day"
            description={`Empty: no limit. At the limit, campaigns wait until the next day of this workspace begins. ${usedWords(account) ?? ''}`.trim()}
            {...form.getInputProps('quotaPerDay')}
          />
          <FormProblem problem={form.problem} />
          {mayEdit && (
            <Group>
              <Button type="submit" variant="default" loading={form.isSaving}>
                Save name and limits
              </Button>
            </Group>
          )}
        </FormSection>
      </fieldset>
    </form>
  );
}
