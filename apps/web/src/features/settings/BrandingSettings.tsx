import { Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { LOGO_MAX_MB, contrastOf, readHexColour, TEXT_CONTRAST } from '@rapport/common';
import { useState } from 'react';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { SaveRow } from '../../shared/form/SaveRow';
import { useServerForm } from '../../shared/form/useServerForm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { brandPreview } from './brandPreview';
import classes from './Settings.module.css';
import { useBranding, useRemoveLogo, useUpdateColour, useUploadLogo, type Branding } from './settingsQueries';

interface BrandingSettingsProps {
  workspaceId: string;
  workspaceName: string;
  isReadOnly: boolean;
}

export function BrandingSettings(props: BrandingSettingsProps) {
  const branding = useBranding(props.workspaceId);
  if (branding.isPending) return <FormSkeleton fields={3} />;
  if (branding.isError) return <ErrorState error={branding.error} onRetry={() => void branding.refetch()} />;
  return <BrandingForm {...props} branding={branding.data} />;
}

function BrandingForm({ workspaceId, workspaceName, isReadOnly, branding }: BrandingSettingsProps & { branding: Branding }) {
  const update = useUpdateColour(workspaceId);
  const form = useServerForm({
    initialValues: { colour: branding.colour ?? '' },
    validate: { colour: (colour) => (colour === '' || readHexColour(colour) ? null : 'Use six digits, such as #0f6070') },
    fieldNames: { 'values.brandColour': 'colour' },
    onSave: async ({ colour }) => {
      await update.mutateAsync(readHexColour(colour));
      toast('Colour saved');
    },
  });
  const colour = readHexColour(form.values.colour);
  const isPale = colour !== null && contrastOf(colour, '#ffffff') < TEXT_CONTRAST;
  return (
    <div className={classes.brand}>
      <Stack gap={40}>
        <Logo workspaceId={workspaceId} workspaceName={workspaceName} isReadOnly={isReadOnly} branding={branding} />
        <form onSubmit={form.save} noValidate>
          <FormSection title="Colour" help="For links in emails and the button on the unsubscribe page.">
            <div className={classes.colour}>
              <TextInput label="Brand colour" placeholder="#0f6070" w={160} disabled={isReadOnly} {...form.getInputProps('colour')} />
              <input
                type="color"
                className={classes.swatch}
                aria-label="Pick a colour"
                value={colour ?? '#0f6070'}
                disabled={isReadOnly}
                onChange={(event) => form.setFieldValue('colour', event.currentTarget.value)}
              />
            </div>
            {isPale && (
              <Text c="dimmed" role="status">
                This colour is too pale for text on white, so links in emails keep the default colour. Buttons use yours.
              </Text>
            )}
            <FormProblem problem={form.problem} />
            {!isReadOnly && <SaveRow label="Save colour" form={form} />}
          </FormSection>
        </form>
      </Stack>
      <HtmlPreview
        html={brandPreview({ name: workspaceName, logo: branding.logo, colour })}
        title="Preview of a message with this brand"
        caption={<Text size="xs">Preview</Text>}
        height={420}
      />
    </div>
  );
}

function Logo({ workspaceId, workspaceName, isReadOnly, branding }: BrandingSettingsProps & { branding: Branding }) {
  const upload = useUploadLogo(workspaceId);
  const remove = useRemoveLogo(workspaceId);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (file: File | null) => {
    if (!file) return;
    setProblem(null);
    upload.mutate(file, { onSuccess: () => toast('Logo saved'), onError: (error) => setProblem(error.message) });
  };
  const { logo } = branding;
  return (
    <FormSection
      title="Logo"
      help={
        isReadOnly
          ? 'Only admins and owners can change it.'
          : `PNG, JPEG or WebP, at most ${LOGO_MAX_MB} MB. Shown at the top of every message.`
      }
    >
      <div className={classes.logo}>
        {logo ? (
          <img src={logo.url} width={logo.width} height={logo.height} alt={`Logo of ${workspaceName}`} />
        ) : (
          <span className={classes.nothing}>No logo yet</span>
        )}
      </div>
      <FormProblem problem={problem} />
      {!isReadOnly && (
        <Group>
          <FileButton accept="image/png,image/jpeg,image/webp" onChange={take}>
            {(props) => (
              <Button variant="default" loading={upload.isPending} {...props}>
                {logo ? 'Replace logo' : 'Upload logo'}
              </Button>
            )}
          </FileButton>
          {logo && (
            <Button
              variant="subtle"
              color="gray"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined, { onSuccess: () => toast('Logo removed') })}
            >
              Remove
            </Button>
          )}
        </Group>
      )}
    </FormSection>
  );
}
