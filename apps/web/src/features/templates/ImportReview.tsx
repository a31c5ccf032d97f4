import { Button, Code, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconLayoutRows, IconPhoto, IconTags } from '@tabler/icons-react';
import { Fragment, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ImportDialog.module.css';
import { type ImportPlan, useImportTemplate } from './templateImportQueries';

interface ImportReviewProps {
  file: File;
  plan: ImportPlan;
  isChecking: boolean;
  onDocument: (document: string) => void;
  onBack: () => void;
  onDone: () => void;
}

/** Translations that are shown. */
const MOST_TAGS = 12;

/** What will be made, and what a person should know before. */
export function ImportReview({ file, plan, isChecking, onDocument, onBack, onDone }: ImportReviewProps) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const run = useImportTemplate(workspaceId);
  const [name, setName] = useState(plan.name);
  const [subject, setSubject] = useState(plan.subject);
  const known = plan.tags.filter(({ to }) => to !== null);
  const start = () =>
    run.mutate(
      { file, document: plan.document, name: name.trim(), subject },
      {
        onSuccess: async (template) => {
          toast('Template imported');
          onDone();
          await navigate(paths.template(workspaceId, template.id));
        },
      },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') start();
      }}
    >
      <Stack gap="md">
        {plan.documents.length > 1 && (
          <Select
            label="Message"
            description={`The ZIP has ${plan.documents.length} messages. Each is imported on its own.`}
            data={plan.documents}
            value={plan.document}
            allowDeselect={false}
            disabled={isChecking}
            onChange={(document) => document !== null && onDocument(document)}
          />
        )}
        <TextInput
          label="Name"
          value={name}
          maxLength={120}
          dir="auto"
          error={run.error ? messageOf(run.error) : undefined}
          onChange={(event) => (setName(event.currentTarget.value), run.reset())}
        />
        <TextInput label="Subject" value={subject} maxLength={500} dir="auto" onChange={(event) => setSubject(event.currentTarget.value)} />
        <ul className={classes.facts} aria-label="What will be imported">
          <Fact icon={<IconLayoutRows size={16} aria-hidden />}>{kindWords(plan)}</Fact>
          {plan.images.length > 0 && (
            <Fact icon={<IconPhoto size={16} aria-hidden />}>
              {plural(plan.images.length, 'image')} for the image library. Those that it has already are not added again.
            </Fact>
          )}
          {known.length > 0 && (
            <Fact icon={<IconTags size={16} aria-hidden />}>
              Placeholders become merge tags:{' '}
              {known.slice(0, MOST_TAGS).map(({ from, to }, at) => (
                <Fragment key={from}>
                  {at > 0 && ', '}
                  <Code>{from}</Code> → <Code>{to}</Code>
                </Fragment>
              ))}
              {known.length > MOST_TAGS && ` and ${known.length - MOST_TAGS} more`}
            </Fact>
          )}
          {plan.findings.map(({ code, severity, message }) => (
            <Fact
              key={code}
              isWarning={severity === 'warning'}
              icon={
                severity === 'warning' ? <IconAlertTriangle size={16} aria-label="Warning" /> : <IconInfoCircle size={16} aria-hidden />
              }
            >
              {message}
            </Fact>
          ))}
        </ul>
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
          <Button type="submit" loading={run.isPending} disabled={name.trim() === '' || isChecking}>
            Import template
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Fact({ icon, isWarning, children }: { icon: ReactNode; isWarning?: boolean; children: ReactNode }) {
  return (
    <li className={classes.fact} data-warning={isWarning || undefined}>
      {icon}
      <span>{children}</span>
    </li>
  );
}

function kindWords({ kind, notBlocks }: ImportPlan): string {
  if (kind === 'blocks') return 'Becomes a template of blocks. Fonts and spacing follow its theme.';
  if (notBlocks !== null) return `Becomes HTML source, because there is no block for ${notBlocks}.`;
  return 'Becomes a template with HTML source.';
}
