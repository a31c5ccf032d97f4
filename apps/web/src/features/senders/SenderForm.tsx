import { Button, Group, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { useServerForm } from '../../shared/form/useServerForm';
import { paths } from '../../shared/paths';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { SenderChecks } from './SenderChecks';
import { SenderFields } from './SenderFields';
import { useUpdateSender, type Sender, type SenderType } from './senderQueries';
import { settingsOf, startValues, type SenderFormValues } from './senderForm';

interface SenderFormProps {
  sender: Sender;
  types: readonly SenderType[];
  /** Null: what the workspace sends through, where there is no account yet. */
  accountId: string | null;
  mayEdit: boolean;
}

/** The settings of one sender, and how they are tried. */
export function SenderForm({ sender, types, accountId, mayEdit }: SenderFormProps) {
  const workspaceId = useWorkspaceId();
  const update = useUpdateSender(workspaceId, accountId);
  const typeOf = (type: string) => types.find((known) => known.type === type) ?? types[0];
  const current = typeOf(sender.type);
  const form = useServerForm<SenderFormValues>({
    initialValues: current ? startValues(current, sender) : { type: sender.type, config: {} },
    onSave: async (values) => {
      const saved = await update.mutateAsync(settingsOf(values));
      const savedType = typeOf(saved.type);
      if (savedType) form.setValues(startValues(savedType, saved));
      toast(saved.type === 'mail_lab' ? 'Mail goes to the mail lab' : 'Saved. Check the connection next');
    },
  });
  const shown = typeOf(form.values.type);
  if (!shown) return null;
  return (
    <Stack gap="xl">
      <form onSubmit={form.save} noValidate>
        <fieldset disabled={!mayEdit} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <FormSection title="Sending method" help={mayEdit ? helpOf(sender) : 'Only administrators can change this.'}>
            <SenderFields form={form} types={types} sender={sender} />
            <FormProblem problem={form.problem} />
            {mayEdit && (
              <Group>
                <Button type="submit" loading={form.isSaving}>
                  Save sender
                </Button>
                {shown.type === 'mail_lab' && sender.type === 'mail_lab' && (
                  <Button variant="default" component={Link} to={paths.mailLab(workspaceId)}>
                    Open the mail lab
                  </Button>
                )}
              </Group>
            )}
          </FormSection>
        </fieldset>
      </form>
      {mayEdit && (
        <SenderChecks
          key={shown.type}
          channel={shown.channel}
          settings={form.isDirty() ? settingsOf(form.values) : null}
          accountId={accountId}
          onFieldErrors={form.setErrors}
          last={form.isDirty() ? null : sender}
        />
      )}
    </Stack>
  );
}

function helpOf({ account }: Sender): string {
  if (account?.channel === 'text') return 'Texts of this workspace are sent this way.';
  return account && !account.isActive
    ? 'Nothing new is sent this way until you make this sender active.'
    : 'New campaigns of this workspace are sent this way.';
}
