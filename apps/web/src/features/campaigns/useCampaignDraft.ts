import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { isApiError, messageOf } from '../../shared/api/apiError';
import type { ConflictPart } from '../../shared/conflict/conflictParts';
import { isChangedMeanwhile } from '../../shared/conflict/isChangedMeanwhile';
import { useConflict } from '../../shared/conflict/useConflict';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { readCampaignAnew, useUpdateCampaign, type Campaign, type CampaignDraft } from './campaignQueries';

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
  /** After a conflict: both versions field by field. Left open, it stays one. */
  readonly compare: (parts: readonly ConflictPart<CampaignDraft>[]) => Promise<void>;
  /** Asks that question; draw it. */
  readonly dialog: ReactNode;
}

/**
 * A draft saves itself: a pause after the last change sends what changed, one request at a time, against the version that the
 * last answer named. Leaving the page sends what is left; closing the tab before that asks.
 */
export function useCampaignDraft(campaign: Campaign): CampaignDraftModel {
  const workspaceId = useWorkspaceId();
  const update = useUpdateCampaign(workspaceId, campaign.id);
  const { guard, dialog } = useConflict();
  const [values, setValues] = useState<CampaignDraft>(() => draftOf(campaign));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [state, setState] = useState<SaveState>({ kind: 'saved' });
  const pending = useRef<Partial<CampaignDraft>>({});
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const version = useRef(campaign.version);
  /** What the server had when it named that version. */
  const base = useRef<CampaignDraft>(draftOf(campaign));
  // Steps such as withdrawing move the version and change nothing that is edited here; what another member changed is a conflict.
  if (campaign.version > version.current && isSame(draftOf(campaign), base.current)) version.current = campaign.version;

  const send = async (): Promise<boolean> => {
    const patch = pending.current;
    if (Object.keys(patch).length === 0) return true;
    pending.current = {};
    setState({ kind: 'saving' });
    try {
      const saved = await update.mutateAsync({ ...patch, version: version.current });
      version.current = saved.version;
      base.current = draftOf(saved);
      setErrors({});
      if (Object.keys(pending.current).length > 0) return await send();
      setState({ kind: 'saved' });
      return true;
    } catch (error) {
      // What was refused is sent again together with the next change.
      pending.current = { ...patch, ...pending.current };
      setErrors(fieldsOf(error));
      setState(isChangedMeanwhile(error) ? { kind: 'conflict' } : { kind: 'failed', message: messageOf(error) });
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

  const compare = async (parts: readonly ConflictPart<CampaignDraft>[]): Promise<void> => {
    try {
      const result = await guard({
        what: base.current.name,
        parts,
        base: { values: base.current, version: version.current },
        typed: values,
        save: (kept, seen) => update.mutateAsync({ ...kept, version: seen }),
        readAnew: async () => {
          const theirs = await readCampaignAnew(workspaceId, campaign.id);
          return { values: draftOf(theirs), version: theirs.version };
        },
      });
      version.current = result.saved.version;
      base.current = draftOf(result.saved);
      pending.current = {};
      setValues(base.current);
      setErrors({});
      setState({ kind: 'saved' });
    } catch (error) {
      setState(isChangedMeanwhile(error) ? { kind: 'conflict' } : { kind: 'failed', message: messageOf(error) });
    }
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

  return { values, change, errors, state, flush, compare, dialog };
}

function draftOf({
  name,
  templateId,
  subject,
  text,
  fromName,
  fromEmail,
  replyTo,
  audience,
  schedule,
  tracking,
  abTest,
}: Campaign): CampaignDraft {
  const { listIds, excludeListIds = [], segmentIds = [], excludeSegmentIds = [], topicId = null } = audience;
  return {
    name,
    templateId,
    subject,
    text,
    fromName,
    fromEmail,
    replyTo,
    audience: { listIds, excludeListIds, segmentIds, excludeSegmentIds, topicId },
    schedule,
    tracking,
    abTest,
  };
}

function isSame(one: CampaignDraft, other: CampaignDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fieldsOf(error: unknown): Record<string, string> {
  if (!isApiError(error) || !error.fields) return {};
  return Object.fromEntries(error.fields.map(({ field, message }) => [field, message]));
}
