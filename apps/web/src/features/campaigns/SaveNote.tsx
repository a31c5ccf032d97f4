import { Anchor } from '@mantine/core';
import type { CampaignDraftModel } from './useCampaignDraft';

/** Says where the page stands with the server; a failure names the way on. */
export function SaveNote({ draft, onReload }: { draft: CampaignDraftModel; onReload: () => void }) {
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
      return (
        <span role="alert" style={{ color: 'var(--rp-negative)' }}>
          Another member changed this campaign; your last change is not saved.{' '}
          <Anchor component="button" type="button" onClick={onReload}>
            Load their version
          </Anchor>
        </span>
      );
  }
}
