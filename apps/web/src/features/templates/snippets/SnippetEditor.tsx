import { Button, Menu, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconHistory, IconTrash } from '@tabler/icons-react';
import { readBlockDocument, textSegments } from '@rapport/common';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ConflictPart } from '../../../shared/conflict/conflictParts';
import { useConflict } from '../../../shared/conflict/useConflict';
import { FormProblem } from '../../../shared/form/FormProblem';
import { type ServerForm, useServerForm } from '../../../shared/form/useServerForm';
import { paths } from '../../../shared/paths';
import { HtmlPreview } from '../../../shared/ui/HtmlPreview';
import { plural } from '../../../shared/format/format';
import { PageHeader } from '../../../shared/ui/PageHeader';
import { RelativeTime } from '../../../shared/ui/RelativeTime';
import { LinesSkeleton } from '../../../shared/ui/Skeletons';
import { toast } from '../../../shared/ui/toasts';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { BodyEditor } from '../BodyEditor';
import { documentWords } from '../blocks/documentWords';
import { ProblemsPanel } from '../ProblemsPanel';
import { TagTextarea } from '../TagTextInput';
import editorClasses from '../TemplateEditor.module.css';
import { useTemplatePreview } from '../templateQueries';
import { readSnippet, type Snippet, type SnippetDraft, snippetDraftOf, type SnippetKind, useSaveSnippet } from './snippetQueries';
import classes from './Snippets.module.css';
import { SnippetUses } from './SnippetUses';
import { SnippetVersionsDrawer } from './SnippetVersionsDrawer';
import { KIND_PURPOSES, KIND_WORDS } from './snippetWords';
import { useTrashSnippet } from './useTrashSnippet';

const BlockEditor = lazy(async () => ({ default: (await import('../blocks/BlockEditor')).BlockEditor }));

const PARTS: readonly ConflictPart<SnippetDraft>[] = [
  { name: 'name', label: 'Name' },
  { name: 'body', label: 'Text' },
  { name: 'document', label: 'Blocks', show: ({ document }) => (document ? documentWords(document) : '') },
];

interface SnippetEditorProps {
  /** Null while it has never been saved. */
  snippet: Snippet | null;
  kind: SnippetKind;
  initial: SnippetDraft;
  isReadOnly: boolean;
}

export function SnippetEditor({ snippet, kind, initial, isReadOnly }: SnippetEditorProps) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const save = useSaveSnippet(workspaceId);
  const trash = useTrashSnippet();
  const { guard, dialog } = useConflict();
  /** What is edited: another member may have saved a newer version meanwhile. */
  const [base, setBase] = useState({ values: initial, version: snippet?.version ?? 0 });
  const [versions, versionsDrawer] = useDisclosure(false);
  /** The editors own their text while one types; a new key gives them a new one. */
  const [textKey, setTextKey] = useState(0);
  const form = useServerForm<SnippetDraft>({
    initialValues: initial,
    validate: { name: (value) => (value.trim() ? null : 'Enter a name for the snippet') },
    onSave: async (draft) => {
      const { saved, values, wasAsked } = await guard({
        what: base.values.name,
        parts: PARTS,
        base,
        typed: draft,
        save: (kept, seen) => save.mutateAsync({ snippet: snippet && { id: snippet.id, version: seen }, kind, draft: kept }),
        readAnew: async () => {
          const theirs = await readSnippet(workspaceId, snippet?.id ?? '');
          return { values: snippetDraftOf(theirs), version: theirs.version };
        },
      });
      setBase({ values, version: saved.version });
      if (wasAsked) take(values);
      else toast(snippet ? `Saved as version ${saved.version}` : 'Snippet created');
      if (!snippet) void navigate(paths.snippet(workspaceId, saved.id), { replace: true });
    },
  });
  const take = (values: SnippetDraft) => {
    form.setValues(values);
    setTextKey((key) => key + 1);
  };
  const remove = async () => {
    if (snippet && (await trash(snippet))) await navigate(paths.snippets(workspaceId));
  };
  const saveButton = (
    <Button type="submit" form="snippet-form" loading={form.isSaving}>
      {snippet ? 'Save new version' : 'Create snippet'}
    </Button>
  );
  return (
    <>
      {dialog}
      <PageHeader
        title={form.values.name.trim() || snippet?.name || 'New snippet'}
        crumbs={[
          { label: 'Templates', to: paths.templates(workspaceId) },
          { label: 'Snippets', to: paths.snippets(workspaceId) },
        ]}
        context={
          snippet ? (
            <>
              {KIND_WORDS[kind]} · version {base.version}, saved <RelativeTime iso={snippet.updatedAt} />
              {form.isDirty() && ' · unsaved changes'}
            </>
          ) : (
            `${KIND_WORDS[kind]} · not saved yet`
          )
        }
        action={isReadOnly ? undefined : saveButton}
        menu={
          snippet && (
            <>
              <Menu.Item leftSection={<IconHistory size={15} />} onClick={versionsDrawer.open}>
                Versions
              </Menu.Item>
              {!isReadOnly && (
                <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void remove()}>
                  Delete
                </Menu.Item>
              )}
            </>
          )
        }
      />
      <form id="snippet-form" onSubmit={form.save} noValidate className={editorClasses.layout}>
        <fieldset className={editorClasses.fields} disabled={isReadOnly}>
          <TextInput label="Name" description={KIND_PURPOSES[kind]} dir="auto" maxLength={120} {...form.getInputProps('name')} />
          <SnippetBody key={textKey} form={form} kind={kind} isReadOnly={isReadOnly} />
          <FormProblem problem={form.problem} />
          <div className={editorClasses.saveRow}>{!isReadOnly && saveButton}</div>
        </fieldset>
        <aside className={classes.side} aria-label="Preview and use">
          <SnippetPreview draft={form.values} kind={kind} />
          {snippet && <SnippetUses snippet={{ id: snippet.id, version: base.version }} />}
        </aside>
      </form>
      {snippet && (
        <SnippetVersionsDrawer
          snippet={snippet}
          current={base.version}
          isOpen={versions}
          onClose={versionsDrawer.close}
          onTake={
            isReadOnly
              ? null
              : (old, number) => {
                  take({ ...old, name: form.values.name });
                  versionsDrawer.close();
                  toast(`Version ${number} is in the editor. Save to make it the newest.`);
                }
          }
        />
      )}
    </>
  );
}

function SnippetBody({ form, kind, isReadOnly }: { form: ServerForm<SnippetDraft>; kind: SnippetKind; isReadOnly: boolean }) {
  const { body, document } = form.values;
  if (document)
    return (
      <Suspense fallback={<Skeleton height={240} radius="md" />}>
        <BlockEditor
          value={document}
          onChange={(next) => form.setFieldValue('document', next)}
          isReadOnly={isReadOnly}
          isGroup
          error={Object.entries(form.errors).find(([name]) => name.startsWith('document'))?.[1]}
        />
      </Suspense>
    );
  const field = { value: body, onChange: (value: string) => form.setFieldValue('body', value), error: form.errors['body'] };
  if (kind === 'text') return <TagTextarea label="Text" data-path="body" autosize minRows={4} description={textLength(body)} {...field} />;
  if (kind === 'html') return <BodyEditor label="Text" path="body" kind="html" {...field} />;
  return <BodyEditor label="Text" path="body" kind="richText" {...field} />;
}

function textLength(text: string): string {
  return text === '' ? 'As plain text, without formatting' : `${plural(textSegments(text).count, 'segment')} of a text message`;
}

/** In a message of its own: made by the renderer that sends. */
function SnippetPreview({ draft, kind }: { draft: SnippetDraft; kind: SnippetKind }) {
  const [settled] = useDebouncedValue(draft, 350);
  const isReadable = settled.document === null || 'document' in readBlockDocument(settled.document);
  const content = {
    ...{ subject: 'Snippet', preheader: '', signature: '' },
    kind: kind === 'blocks' ? ('blocks' as const) : ('html' as const),
    bodyHtml: kind === 'text' ? asHtml(settled.body) : settled.body,
    document: settled.document,
  };
  const preview = useTemplatePreview(useWorkspaceId(), content, null, isReadable);
  if (!preview.data) return <LinesSkeleton lines={6} />;
  return (
    <>
      <ProblemsPanel problems={preview.data.problems} onShow={() => undefined} />
      {preview.data.html !== '' && (
        <HtmlPreview html={preview.data.html} text={preview.data.text} title="Preview of the snippet" height={320} />
      )}
    </>
  );
}

function asHtml(text: string): string {
  return `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</p>`;
}
