import { readBlockDocument } from '@rapport/common';
import { Button, Menu, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { lazy, Suspense, use, useRef, useState, type ReactNode } from 'react';
import type { ConflictPart } from '../../shared/conflict/conflictParts';
import { useConflict } from '../../shared/conflict/useConflict';
import { focusFirstError } from '../../shared/form/focusFirstError';
import { FormProblem } from '../../shared/form/FormProblem';
import type { PersonOption } from '../../shared/form/PersonSelect';
import { useServerForm } from '../../shared/form/useServerForm';
import { paths } from '../../shared/paths';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { BodyEditor } from './BodyEditor';
import { documentWords } from './blocks/documentWords';
import { htmlOf } from './blocks/suggestions';
import { PreviewPanel } from './PreviewPanel';
import { ProblemsPanel } from './ProblemsPanel';
import { SnippetNews } from './snippets/SnippetNews';
import { TagTextInput } from './TagTextInput';
import classes from './TemplateEditor.module.css';
import {
  contentOf,
  draftOf,
  readTemplateAnew,
  useMergeTags,
  useSaveTemplate,
  useTemplatePreview,
  type Template,
  type TemplateDraft,
} from './templateQueries';
import { VersionsDrawer } from './VersionsDrawer';
import { type BodyHandle, WritingAssistantContext } from './writingAssistant';

const BlockEditor = lazy(async () => ({ default: (await import('./blocks/BlockEditor')).BlockEditor }));

const PARTS: readonly ConflictPart<TemplateDraft>[] = [
  { name: 'name', label: 'Name' },
  { name: 'subject', label: 'Subject' },
  { name: 'preheader', label: 'Preview text' },
  { name: 'kind', label: 'Written as' },
  { name: 'bodyHtml', label: 'Message' },
  { name: 'document', label: 'Blocks', show: ({ document }) => (document ? documentWords(document) : '') },
  { name: 'signature', label: 'Signature' },
];

interface TemplateEditorProps {
  /** null while it has never been saved. */
  template: Pick<Template, 'id' | 'name' | 'version' | 'updatedAt'> | null;
  initial: TemplateDraft;
  isReadOnly: boolean;
  onSaved: (template: Template) => void;
  /** `<Menu.Item>`s for what else one can do with the template. */
  menu?: ReactNode;
}

export function TemplateEditor({ template, initial, isReadOnly, onSaved, menu }: TemplateEditorProps) {
  const workspaceId = useWorkspaceId();
  const save = useSaveTemplate(workspaceId);
  /** What is edited: another member may have saved a newer version meanwhile. */
  const [base, setBase] = useState({ values: initial, version: template?.version ?? 0 });
  const { version } = base;
  const { guard, dialog } = useConflict();
  const [person, setPerson] = useState<PersonOption | null>(null);
  const [line, setLine] = useState<{ number: number } | null>(null);
  const [block, setBlock] = useState<{ id: string } | null>(null);
  const [versions, versionsDrawer] = useDisclosure(false);
  /** The editors own their text while one types; a new key gives them a new one. */
  const [textKey, setTextKey] = useState(0);

  const form = useServerForm<TemplateDraft>({
    initialValues: initial,
    validate: { name: (value) => (value.trim() ? null : 'Enter a name for the template') },
    onSave: async (draft) => {
      const { saved, values, wasAsked } = await guard({
        what: base.values.name,
        parts: PARTS,
        base,
        typed: draft,
        save: (kept, seen) => save.mutateAsync({ template: template && { id: template.id, version: seen }, draft: kept }),
        readAnew: async () => {
          const theirs = await readTemplateAnew(workspaceId, template?.id ?? '');
          return { values: draftOf(theirs), version: theirs.version };
        },
      });
      setBase({ values, version: saved.version });
      if (wasAsked) take(values);
      else toast(template ? `Saved as version ${saved.version}` : 'Template created');
      onSaved(saved);
    },
  });
  /** Puts another text into the editors. */
  const take = (values: TemplateDraft) => {
    form.setValues(values);
    setTextKey((key) => key + 1);
  };
  const assistant = use(WritingAssistantContext);
  const body = useRef<BodyHandle>(null);
  const tags = useMergeTags(workspaceId);
  const { name, ...content } = form.values;
  const [settled] = useDebouncedValue(content, 350);
  const isReadable = settled.document === null || 'document' in readBlockDocument(settled.document);
  const preview = useTemplatePreview(workspaceId, settled, person?.id ?? null, isReadable);
  const field = (key: 'subject' | 'preheader' | 'bodyHtml' | 'signature') => ({
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
      {dialog}
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
          <TextInput label="Name" description="Only members of this workspace see it" dir="auto" {...form.getInputProps('name')} />
          <TagTextInput label="Subject" data-path="subject" {...field('subject')} />
          <TagTextInput
            label="Preview text"
            description="Shown next to the subject in the inbox"
            data-path="preheader"
            {...field('preheader')}
          />
          {!isReadOnly &&
            assistant?.({
              bodyHtml: form.values.document ? htmlOf(form.values.document) : form.values.bodyHtml,
              tags: (tags.data ?? []).map(({ tag }) => tag),
              selectedText: () => body.current?.selectedText() ?? '',
              insert: (html, isRewording) => body.current?.insert(html, isRewording),
              setSubject: (text) => form.setFieldValue('subject', text),
              setPreheader: (text) => form.setFieldValue('preheader', text),
            })}
          {form.values.document ? (
            <Suspense fallback={<Skeleton height={400} radius="md" />}>
              <BlockEditor
                key={`blocks-${textKey}`}
                value={form.values.document}
                onChange={(document) => form.setFieldValue('document', document)}
                isReadOnly={isReadOnly}
                shown={block}
                handle={body}
                error={Object.entries(form.errors).find(([name]) => name.startsWith('document'))?.[1]}
              />
            </Suspense>
          ) : (
            <>
              <BodyEditor
                key={`body-${textKey}`}
                label="Message"
                path="bodyHtml"
                hasSnippets
                line={line}
                handle={body}
                kind={form.values.kind === 'html' ? 'html' : 'richText'}
                onKind={(kind) => form.setFieldValue('kind', kind)}
                {...field('bodyHtml')}
              />
              <BodyEditor
                key={`signature-${textKey}`}
                label="Signature"
                path="signature"
                isCompact
                hasSnippets
                description="The unsubscribe link and your postal address are added automatically"
                {...field('signature')}
              />
            </>
          )}
          <FormProblem problem={form.problem} />
          <div className={classes.saveRow}>{!isReadOnly && saveButton}</div>
        </fieldset>
        <PreviewPanel preview={preview} person={person} onPerson={setPerson}>
          <SnippetNews draft={form.values} isReadOnly={isReadOnly} onTake={take} />
          <ProblemsPanel
            problems={preview.data?.problems ?? []}
            onShow={(problem) => {
              if (problem.block) setBlock({ id: problem.block });
              else if (problem.field === 'bodyHtml' && problem.line) setLine({ number: problem.line });
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
                  take({ name: form.values.name, ...contentOf(old) });
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
