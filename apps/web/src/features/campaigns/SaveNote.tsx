import { Anchor } from '@mantine/core';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { campaignParts } from './campaignParts';
import { useLists, useSegments, useTemplateChoices, useTopics } from './composerQueries';
import type { CampaignDraftModel } from './useCampaignDraft';

/** Says where the page stands with the server; a failure names the way on. */
export function SaveNote({ draft }: { draft: CampaignDraftModel }) {
  const { state } = draft;
  switch (state.kind) {
    case 'saved':
      return <span role="status">All changes saved</span>;
    case 'waiting':
    case 'saving':
      return <span role="status">Saving</span>;
    case 'failed':
      return (
        <span role="alert" style={{ color: 'var(--rp-negative)' }}>
          Not saved: {state.message}{' '}
          <Anchor component="button" type="button" onClick={() => void draft.flush()}>
            Try again
          </Anchor>
        </span>
      );
    case 'conflict':
      return <Conflict draft={draft} />;
  }
}

/** What was typed stays on the page until someone has chosen. */
function Conflict({ draft }: { draft: CampaignDraftModel }) {
  const workspaceId = useWorkspaceId();
  const lists = useLists(workspaceId).data ?? [];
  const segments = useSegments(workspaceId).data ?? [];
  const templates = useTemplateChoices(workspaceId).data ?? [];
  const topics = useTopics(workspaceId).data ?? [];
  return (
    <>
      <span role="alert" style={{ color: 'var(--rp-negative)' }}>
        Another member changed this campaign. Your last change isn’t saved.{' '}
        <Anchor component="button" type="button" onClick={() => void draft.compare(campaignParts({ lists, segments, templates, topics }))}>
          Compare both versions
        </Anchor>
      </span>
      {draft.dialog}
    </>
  );
}
