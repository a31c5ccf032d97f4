import { Anchor, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'react-router';
import { workspaceKey } from '../../shared/api/queryKeys';
import { readableTags } from '../../shared/format/readableTags';
import { PersonSelect, type PersonOption } from '../../shared/form/PersonSelect';
import { paths } from '../../shared/paths';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { Campaign } from './campaignQueries';
import classes from './Composer.module.css';
import { searchPeople, useCampaignPreview, useTemplateChoices } from './composerQueries';
import type { CampaignDraftModel } from './useCampaignDraft';

/** What they read: the template, whose newest version is pinned when approval is asked for, and its subject unless another one is written. */
export function ContentFields({ draft, campaign }: { draft: CampaignDraftModel; campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const templates = useTemplateChoices(workspaceId);
  const { templateId, subject } = draft.values;
  const chosen = templates.data?.find((template) => template.id === templateId);
  // A template that was deleted or lies beyond the newest 200 is still named.
  const current =
    templateId && !chosen && campaign.template?.id === templateId ? [{ value: templateId, label: campaign.template.name }] : [];
  return (
    <>
      <Select
        label="Template"
        placeholder="Choose a template"
        searchable
        data={[...current, ...(templates.data?.map((template) => ({ value: template.id, label: template.name })) ?? [])]}
        value={templateId}
        onChange={(next) => draft.change({ templateId: next })}
        nothingFoundMessage={templates.isPending ? 'Loading templates' : 'No matching templates'}
        error={draft.errors.templateId}
        data-path="templateId"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description={<TemplateNote templateId={templateId} version={chosen?.version ?? campaign.template?.version} />}
      />
      <TextInput
        label="Subject"
        dir="auto"
        placeholder={chosen ? readableTags(chosen.subject) : 'The subject of the template'}
        description={
          subject === null
            ? 'Leave empty to use the template’s subject.'
            : 'Replaces the template’s subject. Clear it to use the template’s again.'
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={subject ?? ''}
        onChange={(event) => draft.change({ subject: event.currentTarget.value || null })}
        error={draft.errors.subject}
        data-path="subject"
      />
      {templateId && <ContentPreview templateId={templateId} subject={subject} />}
    </>
  );
}

function TemplateNote({ templateId, version }: { templateId: string | null; version: number | undefined }) {
  const workspaceId = useWorkspaceId();
  return (
    <Group component="span" gap={6}>
      {templateId && version !== undefined && <span>Version {version} ·</span>}
      <Anchor component={Link} size="xs" to={templateId ? paths.template(workspaceId, templateId) : paths.startTemplate(workspaceId)}>
        {templateId ? 'Edit this template' : 'Create a template'}
      </Anchor>
    </Group>
  );
}

function ContentPreview({ templateId, subject }: { templateId: string; subject: string | null }) {
  const workspaceId = useWorkspaceId();
  const [person, setPerson] = useState<PersonOption | null>(null);
  const [settled] = useDebouncedValue(subject, 400);
  const preview = useCampaignPreview(workspaceId, templateId, settled, person?.id ?? null);
  if (!preview.data) return null;
  return (
    <div className={classes.preview}>
      <PersonSelect
        label="Preview as"
        placeholder="Example person"
        value={person}
        onChange={setPerson}
        queryKey={workspaceKey(workspaceId, 'contacts', 'pick')}
        search={(text, signal) => searchPeople(workspaceId, text, signal)}
      />
      <HtmlPreview
        html={preview.data.html}
        text={preview.data.text}
        title="Preview of the message"
        height={380}
        caption={
          <div className={classes.previewSubject} dir="auto">
            {preview.data.subject || 'No subject'}
          </div>
        }
      />
    </div>
  );
}
