import { Button, Menu, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { hasStatus, isApiError } from '../../shared/api/apiError';
import { focusFirstError } from '../../shared/form/focusFirstError';
import { FormProblem } from '../../shared/form/FormProblem';
import type { PersonOption } from '../../shared/form/PersonSelect';
import { useServerForm } from '../../shared/form/useServerForm';
import { paths } from '../../shared/paths';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { Notice } from '../../shared/ui/Notice';
import { BodyEditor } from './BodyEditor';
import { PreviewPanel } from './PreviewPanel';
import { ProblemsPanel } from './ProblemsPanel';
import { TagTextInput } from './TagTextInput';
import classes from './TemplateEditor.module.css';
import { useSaveTemplate, useTemplatePreview, type Template, type TemplateDraft } from './templateQueries';
import { VersionsDrawer } from './VersionsDrawer';

interface TemplateEditorProps {
  /** null while it has never been saved. */
  template: Pick<Template, 'id' | 'name' | 'version' | 'updatedAt'> | null;
  initial: TemplateDraft;
  isReadOnly: boolean;
  onSaved: (template: Template) => void;
  /** Loads what someone else saved; what is written here is lost. */
  onReload: () => void;
  /** `<Menu.Item>`s for what else one can do with the template. */
  menu?: ReactNode;
}

export function TemplateEditor({ template, initial, isReadOnly, onSaved, onReload, menu }: TemplateEditorProps) {
  const workspaceId = useWorkspaceId();
  const save = useSaveTemplate(workspaceId);
  const [version, setVersion] = useState(template?.version ?? 0);
  const [newer, setNewer] = useState<number | null>(null);
  const [person, setPerson] = useState<PersonOption | null>(null);
  const [line, setLine] = useState<{ number: number } | null>(null);
  const [versions, versionsDrawer] = useDisclosure(false);
  /** The editors own their text while one types; a new key gives them a new one. */
  const [textKey, setTextKey] = useState(0);

  const form = useServerForm<TemplateDraft>({
    initialValues: initial,
    validate: { name: (value) => (value.trim() ? null : 'Enter a name for the template') },
    onSave: async (draft) => {
      try {
        const saved = await save.mutateAsync({ template: template && { id: template.id, version: newer ?? version }, draft });
        setVersion(saved.version);
        setNewer(null);
        toast(template ? `Saved as version ${saved.version}` : 'Template created');
        onSaved(saved);
      } catch (error) {
        if (isChangedMeanwhile(error)) setNewer(newerVersion(error) ?? version + 1);
        throw error;
      }
    },
  });
  const { name, ...content } = form.values;
  const [settled] = useDebouncedValue(content, 350);
  const preview = useTemplatePreview(workspaceId, settled, person?.id ?? null);
  const field = (key: keyof TemplateDraft) => ({
    value: form.values[key],
    onChange: (value: string) => form.setFieldValue(key, value),
    error: form.errors[key],
  });
  const saveButton = (
    <Button type="submit" form="template-form" loading={form.isSaving}>
      {template ? 'Save new version' : 'Create template'}
    </Button>
  );

  return (
    <>
      <PageHeader
        title={name.trim() || template?.name || 'New template'}
        crumbs={[{ label: 'Templates', to: paths.templates(workspaceId) }]}
        context={template ? <Saved version={version} updatedAt={template.updatedAt} isDirty={form.isDirty()} /> : 'Not saved yet'}
        action={isReadOnly ? undefined : saveButton}
        menu={
          template && (
            <>
              <Menu.Item leftSection={<IconHistory size={15} />} onClick={versionsDrawer.open}>
                Versions
              </Menu.Item>
              {menu}
            </>
          )
        }
      />
      <form id="template-form" onSubmit={form.save} noValidate className={classes.layout}>
        <fieldset className={classes.fields} disabled={isReadOnly}>
          {newer !== null && <NewerVersion version={newer} onReload={onReload} />}
          <TextInput label="Name" description="Only members of this workspace see it" dir="auto" {...form.getInputProps('name')} />
          <TagTextInput label="Subject" data-path="subject" {...field('subject')} />
          <TagTextInput
            label="Preview text"
            description="Shown next to the subject in the inbox"
            data-path="preheader"
            {...field('preheader')}
          />
          <BodyEditor key={`body-${textKey}`} label="Message" path="bodyHtml" line={line} {...field('bodyHtml')} />
          <BodyEditor
            key={`signature-${textKey}`}
            label="Signature"
            path="signature"
            isCompact
            description="The unsubscribe link and your postal address are added automatically"
            {...field('signature')}
          />
          {newer === null && <FormProblem problem={form.problem} />}
          <div className={classes.saveRow}>{!isReadOnly && saveButton}</div>
        </fieldset>
        <PreviewPanel preview={preview} person={person} onPerson={setPerson}>
          <ProblemsPanel
            problems={preview.data?.problems ?? []}
            onShow={(problem) => {
              if (problem.field === 'bodyHtml' && problem.line) setLine({ number: problem.line });
              else focusFirstError({ [problem.field]: true });
            }}
          />
        </PreviewPanel>
      </form>
      {template && (
        <VersionsDrawer
          templateId={template.id}
          current={version}
          isOpen={versions}
          onClose={versionsDrawer.close}
          onTake={
            isReadOnly
              ? null
              : (old) => {
                  form.setValues({
                    name: form.values.name,
                    subject: old.subject,
                    preheader: old.preheader ?? '',
                    bodyHtml: old.bodyHtml,
                    signature: old.signature ?? '',
                  });
                  setTextKey((key) => key + 1);
                  versionsDrawer.close();
                  toast(`Version ${old.version} is in the editor. Save to make it the newest.`);
                }
          }
        />
      )}
    </>
  );
}

function Saved({ version, updatedAt, isDirty }: { version: number; updatedAt: string; isDirty: boolean }) {
  return (
    <>
      Version {version}, saved <RelativeTime iso={updatedAt} />
      {isDirty && ' · unsaved changes'}
    </>
  );
}

function NewerVersion({ version, onReload }: { version: number; onReload: () => void }) {
  return (
    <Notice title={`Another member saved version ${version} while you were writing`} role="alert">
      <Stack gap="sm" align="flex-start">
        Your text is still here and not saved. Save again to put it on top as the next version (theirs stays in the list of versions), or
        load theirs and lose yours.
        <Button type="button" variant="default" size="xs" onClick={onReload}>
          Load their version
        </Button>
      </Stack>
    </Notice>
  );
}

function isChangedMeanwhile(error: unknown): boolean {
  return hasStatus(error, 409) && isApiError(error) && error.code.endsWith('.changedMeanwhile');
}

/** The API says which version is the newest now, so that saving again can be meant for that one. */
function newerVersion(error: unknown): number | null {
  if (!(error instanceof Error) || !('details' in error)) return null;
  const { details } = error;
  return typeof details === 'object' && details !== null && 'version' in details && typeof details.version === 'number'
    ? details.version
    : null;
}
