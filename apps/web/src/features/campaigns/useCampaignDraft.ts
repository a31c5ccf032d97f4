import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { hasStatus, isApiError, messageOf } from '../../shared/api/apiError';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useUpdateCampaign, type Campaign, type CampaignDraft } from './campaignQueries';

const PAUSE = 600;

export type SaveState =
  { kind: 'saved' } | { kind: 'waiting' } | { kind: 'saving' } | { kind: 'conflict' } | { kind: 'failed'; message: string };

export interface CampaignDraftModel {
  readonly values: CampaignDraft;
  readonly change: (patch: Partial<CampaignDraft>) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly state: SaveState;
  /** Saves what waits; resolves when the server has it, with false when it has refused. */
  readonly flush: () => Promise<boolean>;
}

/**
 * A draft saves itself: a pause after the last change sends what changed, one request at a time, against the version that the
 * last answer named. Leaving the page sends what is left; closing the tab before that asks.
 */
export function useCampaignDraft(campaign: Campaign): CampaignDraftModel {
  const update = useUpdateCampaign(useWorkspaceId(), campaign.id);
  const [values, setValues] = useState<CampaignDraft>(() => draftOf(campaign));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [state, setState] = useState<SaveState>({ kind: 'saved' });
  const pending = useRef<Partial<CampaignDraft>>({});
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const version = useRef(campaign.version);
  // Steps such as withdrawing move the version without passing through here.
  version.current = Math.max(version.current, campaign.version);

  const send = async (): Promise<boolean> => {
    const patch = pending.current;
    if (Object.keys(patch).length === 0) return true;
    pending.current = {};
    setState({ kind: 'saving' });
    try {
      const saved = await update.mutateAsync({ ...patch, version: version.current });
      version.current = saved.version;
      setErrors({});
      if (Object.keys(pending.current).length > 0) return await send();
      setState({ kind: 'saved' });
      return true;
    } catch (error) {
      // What was refused is sent again together with the next change.
      pending.current = { ...patch, ...pending.current };
      setErrors(fieldsOf(error));
      const isConflict = hasStatus(error, 409) && isApiError(error) && error.code.endsWith('.changedMeanwhile');
      setState(isConflict ? { kind: 'conflict' } : { kind: 'failed', message: messageOf(error) });
      return false;
    }
  };
  const flush = (): Promise<boolean> => {
    clearTimeout(timer.current);
    running.current ??= send().finally(() => {
      running.current = null;
    });
    return running.current;
  };
  const change = (patch: Partial<CampaignDraft>) => {
    setValues((current) => ({ ...current, ...patch }));
    setErrors((current) =>
      Object.fromEntries(Object.entries(current).filter(([field]) => !Object.keys(patch).some((changed) => field.startsWith(changed)))),
    );
    pending.current = { ...pending.current, ...patch };
    setState((current) => (current.kind === 'conflict' ? current : { kind: 'waiting' }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE);
  };

  const flushOnLeave = useEffectEvent(() => void flush());
  useEffect(() => () => flushOnLeave(), []);
  const isSafe = state.kind === 'saved';
  useEffect(() => {
    if (isSafe) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isSafe]);

  return { values, change, errors, state, flush };
}

function draftOf({ name, templateId, subject, fromName, fromEmail, replyTo, audience, schedule }: Campaign): CampaignDraft {
  const { listIds, excludeListIds = [], segmentIds = [], excludeSegmentIds = [] } = audience;
  return {
    name,
    templateId,
    subject,
    fromName,
    fromEmail,
    replyTo,
    audience: { listIds, excludeListIds, segmentIds, excludeSegmentIds },
    schedule,
  };
}

function fieldsOf(error: unknown): Record<string, string> {
  if (!isApiError(error) || !error.fields) return {};
  return Object.fromEntries(error.fields.map(({ field, message }) => [field, message]));
}
