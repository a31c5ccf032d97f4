import { MultiSelect, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { READER_LANGUAGE_TAGS, READER_LANGUAGES } from '@rapport/common';
import { useState } from 'react';
import type { ConflictPart } from '../../shared/conflict/conflictParts';
import { useConflict } from '../../shared/conflict/useConflict';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { SaveRow } from '../../shared/form/SaveRow';
import { useServerForm } from '../../shared/form/useServerForm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { AskedFields } from './AskedFields';
import { fieldLabels } from './askedFieldKeys';
import {
  type FormWords,
  readForm,
  type SignUpForm,
  useFieldChoices,
  useFormPreview,
  useListChoices,
  useTopicChoices,
  useUpdateForm,
} from './formQueries';
import classes from './Forms.module.css';

type Edited = Pick<
  SignUpForm,
  'name' | 'language' | 'title' | 'intro' | 'consentText' | 'buttonLabel' | 'confirmedText' | 'fields' | 'listIds' | 'topicIds'
> & { redirectUrl: string };

const PARTS: readonly ConflictPart<Edited>[] = [
  { name: 'name', label: 'Name' },
  { name: 'language', label: 'Language', show: ({ language }) => languageLabel(language) },
  { name: 'title', label: 'Heading' },
  { name: 'intro', label: 'Introduction' },
  { name: 'fields', label: 'Fields', show: ({ fields }) => fieldLabels(fields) },
  { name: 'consentText', label: 'Consent' },
  { name: 'buttonLabel', label: 'Button' },
  { name: 'confirmedText', label: 'After confirming' },
  { name: 'redirectUrl', label: 'Page that opens afterwards' },
  { name: 'listIds', label: 'Lists', show: ({ listIds }) => `${listIds.length} chosen` },
  { name: 'topicIds', label: 'Topics', show: ({ topicIds }) => `${topicIds.length} chosen` },
];

function editedOf(form: SignUpForm): { values: Edited; version: number } {
  const { name, language, title, intro, consentText, buttonLabel, confirmedText, fields, listIds, topicIds, redirectUrl, version } = form;
  const texts = { name, language, title, intro, consentText, buttonLabel, confirmedText };
  return { values: { ...texts, fields, listIds, topicIds, redirectUrl: redirectUrl ?? '' }, version };
}

function isSame(one: Edited, other: Edited): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Of the choice, where null is no value. */
const WORKSPACE = 'workspace';
const LANGUAGES = [
  { value: WORKSPACE, label: 'Same as the workspace' },
  ...READER_LANGUAGE_TAGS.map((value) => ({ value: value as string, label: READER_LANGUAGES[value] })),
];

function languageLabel(language: Edited['language']): string {
  return language === null ? 'Same as the workspace' : READER_LANGUAGES[language];
}

const needed = (what: string) => (text: string) => (text.trim() ? null : `Enter ${what}`);

export function FormEditor({ form: saved, isReadOnly }: { form: SignUpForm; isReadOnly: boolean }) {
  const workspaceId = useWorkspaceId();
  const update = useUpdateForm(workspaceId);
  const lists = useListChoices(workspaceId);
  const topics = useTopicChoices(workspaceId);
  const fields = useFieldChoices(workspaceId);
  const { guard, dialog } = useConflict();
  const [start, setStart] = useState(() => editedOf(saved));
  // Switched on or off meanwhile: another version of the same words.
  const base = isSame(start.values, editedOf(saved).values) ? editedOf(saved) : start;
  const form = useServerForm<Edited>({
    initialValues: start.values,
    validate: {
      name: needed('a name'),
      title: needed('a heading'),
      consentText: needed('what people agree to'),
      buttonLabel: needed('a label'),
      confirmedText: needed('a text'),
      fields: (fields) => (fields.every(({ label }) => label.trim()) ? null : 'Enter a label for each field'),
    },
    onSave: async (typed) => {
      const {
        saved: now,
        wasAsked,
        values,
      } = await guard({
        what: saved.name,
        parts: PARTS,
        base,
        typed,
        save: ({ redirectUrl, ...kept }, version) =>
          update.mutateAsync({ id: saved.id, ...kept, redirectUrl: redirectUrl.trim() || null, version }),
        readAnew: async () => editedOf(await readForm(workspaceId, saved.id)),
      });
      setStart(editedOf(now));
      form.setValues(values);
      if (!wasAsked) toast(`${values.name} saved`);
    },
  });
  const text = (name: 'name' | 'title' | 'intro' | 'consentText' | 'buttonLabel' | 'confirmedText' | 'redirectUrl') => ({
    ...form.getInputProps(name),
    disabled: isReadOnly,
    dir: 'auto' as const,
    autoComplete: 'off',
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  });
  const select = { searchable: true, clearable: true, hidePickedOptions: true, disabled: isReadOnly } as const;
  return (
    <div className={classes.editor}>
      {dialog}
      <form onSubmit={form.save} noValidate>
        <Stack gap={32}>
          <FormSection title="Page">
            <TextInput label="Name" description="Only members see it." maxLength={80} {...text('name')} />
            <Select
              label="Language"
              description="Of labels, messages and the confirmation email. The texts below stay as you write them."
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              data={LANGUAGES}
              value={form.values.language ?? WORKSPACE}
              allowDeselect={false}
              disabled={isReadOnly}
              error={form.errors['language']}
              onChange={(value) => form.setFieldValue('language', READER_LANGUAGE_TAGS.find((tag) => tag === value) ?? null)}
            />
            <TextInput label="Heading" maxLength={120} {...text('title')} />
            <Textarea label="Introduction" autosize minRows={2} maxLength={1000} {...text('intro')} />
            <AskedFields
              fields={form.values.fields}
              custom={fields.data ?? []}
              error={form.errors['fields']}
              isReadOnly={isReadOnly}
              onChange={(fields) => form.setFieldValue('fields', fields)}
            />
            <Textarea
              label="Consent"
              description="Kept as proof, as it reads when someone signs up."
              autosize
              minRows={2}
              maxLength={500}
              {...text('consentText')}
            />
            <TextInput label="Button" maxLength={40} {...text('buttonLabel')} />
          </FormSection>
          <FormSection title="After confirming">
            <MultiSelect
              {...select}
              label="Add to lists"
              placeholder={form.values.listIds.length === 0 ? 'Choose lists' : undefined}
              nothingFoundMessage={lists.isPending ? 'Loading lists' : 'No matching lists'}
              data={lists.data ?? []}
              data-path="listIds"
              {...form.getInputProps('listIds')}
            />
            <MultiSelect
              {...select}
              label="Join topics"
              description="Joined again if the person has left them."
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              placeholder={form.values.topicIds.length === 0 ? 'Choose topics' : undefined}
              nothingFoundMessage={topics.isPending ? 'Loading topics' : 'No matching topics'}
              data={topics.data ?? []}
              data-path="topicIds"
              {...form.getInputProps('topicIds')}
            />
            <Textarea label="Thank-you text" autosize minRows={2} maxLength={500} {...text('confirmedText')} />
            <TextInput
              label="Page that opens afterwards"
              description="Left empty, a page with the thank-you text opens."
              placeholder="https://www.example.com/thanks"
              type="url"
              maxLength={1000}
              {...text('redirectUrl')}
            />
          </FormSection>
          <FormProblem problem={form.problem} />
          {!isReadOnly && <SaveRow form={form} />}
        </Stack>
      </form>
      <div className={classes.preview}>
        <Preview words={form.values} />
      </div>
    </div>
  );
}

const PREVIEW_DELAY = 300;

function Preview({ words: { language, title, intro, consentText, buttonLabel, fields } }: { words: FormWords }) {
  const [words] = useDebouncedValue<FormWords>({ language, title, intro, consentText, buttonLabel, fields }, PREVIEW_DELAY);
  const isComplete = [words.title, words.consentText, words.buttonLabel, ...words.fields.map(({ label }) => label)].every((one) =>
    one.trim(),
  );
  const preview = useFormPreview(useWorkspaceId(), words, isComplete);
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  return (
    <HtmlPreview
      html={preview.data?.html ?? ''}
      title="Preview of the page"
      caption={<Text size="xs">{isComplete ? 'Preview' : 'Preview, once all texts are filled in'}</Text>}
      height={640}
    />
  );
}
