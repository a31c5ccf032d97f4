import { Button, Group, Radio, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { useServerForm } from '../../shared/form/useServerForm';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { LinkAddress } from './LinkAddress';
import { SenderChecks } from './SenderChecks';
import { SenderFieldInput } from './SenderFieldInput';
import { SenderNow } from './SenderNow';
import classes from './SenderSettings.module.css';
import { useSender, useSenderTypes, useUpdateSender, type Sender, type SenderType } from './senderQueries';
import { changedForSecret, settingsOf, startValues, storedSecret, type SenderFormValues } from './senderForm';

export function SenderSettings() {
  const workspaceId = useWorkspaceId();
  const sender = useSender(workspaceId);
  const types = useSenderTypes(workspaceId);
  if (sender.isPending || types.isPending) return <FormSkeleton fields={5} />;
  if (!sender.data) return <ErrorState error={sender.error} onRetry={() => void sender.refetch()} />;
  if (!types.data) return <ErrorState error={types.error} onRetry={() => void types.refetch()} />;
  return <SenderForm sender={sender.data} types={types.data} />;
}

function SenderForm({ sender, types }: { sender: Sender; types: readonly SenderType[] }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('admin');
  const update = useUpdateSender(workspaceId);
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
  const choose = (type: string) => {
    const next = typeOf(type);
    if (next) form.setValues(startValues(next, sender));
    form.clearErrors();
  };
  if (!shown) return null;
  return (
    <Stack gap="xl">
      <SenderNow sender={sender} />
      <form onSubmit={form.save} noValidate>
        <fieldset disabled={!mayEdit} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <FormSection
            title="Sending method"
            help={mayEdit ? 'Every campaign of this workspace is sent this way.' : 'Only administrators can change this.'}
          >
            <Radio.Group value={form.values.type} onChange={choose} aria-label="Kind of sender">
              <div className={classes.types}>
                {types.map((type) => (
                  <Radio.Card key={type.type} value={type.type} className={classes.type}>
                    <Radio.Indicator size="xs" mt={2} />
                    <span className={classes.typeWords}>
                      <span className={classes.typeName}>{type.label}</span>
                      <span className={classes.typeText}>{type.description}</span>
                    </span>
                  </Radio.Card>
                ))}
              </div>
            </Radio.Group>
            {shown.fields.map((field) => (
              <SenderFieldInput
                key={`${shown.type}-${field.key}`}
                field={field}
                form={form}
                stored={storedSecret(sender, shown.type, field.key)}
                changedForSecret={changedForSecret(shown, sender, field, form.values.config)}
              />
            ))}
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
          settings={form.isDirty() ? settingsOf(form.values) : null}
          onFieldErrors={form.setErrors}
          last={form.isDirty() ? null : sender}
        />
      )}
      {mayEdit && sender.type !== 'mail_lab' && <LinkAddress />}
    </Stack>
  );
}
