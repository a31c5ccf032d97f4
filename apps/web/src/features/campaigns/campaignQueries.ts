import {
  approveCampaign,
  cancelCampaign,
  createCampaign,
  deleteCampaign,
  duplicateCampaign,
  followUpCampaign,
  getCampaign,
  getCampaignLinks,
  getCampaignSenderDomain,
  getCampaignReview,
  listCampaigns,
  listSeriesDates,
  pauseCampaign,
  rejectCampaign,
  requestApproval,
  resumeCampaign,
  sendCampaign,
  sendCampaignTest,
  skipSeriesDate,
  unwrap,
  updateCampaign,
  withdrawApproval,
  type ApprovalDto,
  type CampaignDto,
  type CampaignDomainDto,
  type CampaignLinksDto,
  type CampaignReviewDto,
  type CampaignSummaryDto,
  type CountsDto,
  type FollowUpDto,
  type SeriesDateDto,
} from '@rapport/sdk';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { sendTests } from './testOutcomes';

export type Campaign = CampaignDto;
export type CampaignSummary = CampaignSummaryDto;
export type CampaignReview = CampaignReviewDto;
export type CampaignLinkCheck = CampaignLinksDto;
export type CampaignDomainCheck = CampaignDomainDto;
export type Counts = CountsDto;
export type Approval = ApprovalDto;
export type CampaignStatus = Campaign['status'];
export type Schedule = Campaign['schedule'];

/** What the composer changes. */
export interface CampaignDraft {
  name: string;
  templateId: string | null;
  subject: string | null;
  /** Of texts. */
  text: string | null;
  fromName: string | null;
  fromEmail: string | null;
  replyTo: string | null;
  audience: { listIds: string[]; excludeListIds: string[]; segmentIds: string[]; excludeSegmentIds: string[]; topicId: string | null };
  schedule: Schedule;
  tracking: Campaign['tracking'];
  /** Null: everyone gets the same. */
  abTest: Campaign['abTest'];
}

export const campaignsKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'campaigns', ...rest);
const campaignKey = (workspaceId: string, id: string) => campaignsKey(workspaceId, 'one', id);
const paceKey = (workspaceId: string, id: string) => campaignsKey(workspaceId, 'pace', id);

export interface CampaignListQuery {
  search: string;
  status: string;
  sort: string;
}

export function fetchCampaigns(
  workspaceId: string,
  { search, status, sort }: CampaignListQuery,
  cursor: string | undefined,
  signal: AbortSignal,
) {
  const query = {
    search: search || undefined,
    status: (status || undefined) as CampaignStatus | undefined,
    sort: sort as '-updatedAt',
    cursor,
  };
  return unwrap(listCampaigns({ path: { workspaceId }, query, signal }));
}

export function useCampaign(workspaceId: string, id: string) {
  return useQuery({
    queryKey: campaignKey(workspaceId, id),
    queryFn: ({ signal }) => unwrap(getCampaign({ path: { workspaceId, id }, signal })),
  });
}

/** The review belongs to one version and status: when either moves, it is made anew and the old one stays on screen meanwhile. */
export function useCampaignReview(workspaceId: string, { id, version, status }: Pick<Campaign, 'id' | 'version' | 'status'>) {
  return useQuery({
    queryKey: campaignsKey(workspaceId, 'review', id, version, status),
    queryFn: ({ signal }) => unwrap(getCampaignReview({ path: { workspaceId, id }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Between looks at what the server is asking others. */
const CHECKING_MS = 1_000;

/** Whether its links can be opened: the server asks them meanwhile. */
export function useCampaignLinks(workspaceId: string, { id, version }: Pick<Campaign, 'id' | 'version'>) {
  return useQuery({
    queryKey: campaignsKey(workspaceId, 'links', id, version),
    queryFn: ({ signal }) => unwrap(getCampaignLinks({ path: { workspaceId, id }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.state === 'checking' ? CHECKING_MS : false),
  });
}

/** Whether receivers will believe the sender address: the server asks name servers meanwhile. */
export function useCampaignDomain(workspaceId: string, { id, version }: Pick<Campaign, 'id' | 'version'>) {
  return useQuery({
    queryKey: campaignsKey(workspaceId, 'domain', id, version),
    queryFn: ({ signal }) => unwrap(getCampaignSenderDomain({ path: { workspaceId, id }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.state === 'checking' ? CHECKING_MS : false),
  });
}

function useKeepCampaign(workspaceId: string) {
  const queryClient = useQueryClient();
  return (campaign: Campaign) => {
    queryClient.setQueryData(campaignKey(workspaceId, campaign.id), campaign);
    void queryClient.invalidateQueries({ queryKey: campaignsKey(workspaceId, 'list') });
    void queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'dashboard') });
  };
}

export function useCreateCampaign(workspaceId: string) {
  return useServerMutation({
    mutationFn: (body: { name: string; type?: Campaign['type'] } & Partial<CampaignDraft>) =>
      unwrap(createCampaign({ path: { workspaceId }, body })),
    onSuccess: useKeepCampaign(workspaceId),
  });
}

export function useUpdateCampaign(workspaceId: string, id: string) {
  return useServerMutation({
    mutationFn: (body: Partial<CampaignDraft> & { version: number }) => unwrap(updateCampaign({ path: { workspaceId, id }, body })),
    onSuccess: useKeepCampaign(workspaceId),
  });
}

/** The campaign as it is now. */
export function readCampaignAnew(workspaceId: string, id: string): Promise<Campaign> {
  return unwrap(getCampaign({ path: { workspaceId, id } }));
}

export function useDuplicateCampaign(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(duplicateCampaign({ path: { workspaceId, id } })),
    onSuccess: useKeepCampaign(workspaceId),
  });
}

export type SeriesDate = SeriesDateDto;

/** The dates of a recurring campaign that have passed, newest first. */
export function fetchSeriesDates(workspaceId: string, id: string, cursor: string | undefined, signal: AbortSignal) {
  return unwrap(listSeriesDates({ path: { workspaceId, id }, query: { cursor }, signal }));
}

/** The next date of a recurring campaign, as it was seen, is left out. */
export function useSkipDate(workspaceId: string, id: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (occursAt: string) => unwrap(skipSeriesDate({ path: { workspaceId, id }, body: { occursAt } })),
    onSuccess: useKeepCampaign(workspaceId),
    onError: () => queryClient.invalidateQueries({ queryKey: campaignsKey(workspaceId) }),
  });
}

export type FollowUpSlice = FollowUpDto['slice'];

/** A draft for a part of its recipients. */
export function useFollowUp(workspaceId: string, id: string) {
  const keep = useKeepCampaign(workspaceId);
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (slice: FollowUpSlice) => unwrap(followUpCampaign({ path: { workspaceId, id }, body: { slice } })),
    onSuccess: (draft) => {
      keep(draft);
      // It may have made one.
      void queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'segments') });
    },
  });
}

export function useDeleteCampaign(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteCampaign({ path: { workspaceId, id } })),
    onSuccess: (_deleted, id) => {
      queryClient.removeQueries({ queryKey: campaignKey(workspaceId, id) });
      return queryClient.invalidateQueries({ queryKey: campaignsKey(workspaceId, 'list') });
    },
  });
}

export type CampaignStep = 'requestApproval' | 'withdraw' | 'approve' | 'reject' | 'send' | 'pause' | 'resume' | 'cancel';

interface StepInput {
  step: CampaignStep;
  /** Where a person says why. */
  notes?: string;
  /** An approval says which version was read; another one is refused. */
  version?: number;
  /** An approval may cover contacts who join later. */
  allowsGrowth?: boolean;
}

/** Every move of a campaign from one status to the next. */
export function useCampaignStep(workspaceId: string, id: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (input: StepInput) => takeStep(workspaceId, id, input),
    onSuccess: useKeepCampaign(workspaceId),
    // A refused step means that the page shows an old state: it is asked again either way.
    onError: () => queryClient.invalidateQueries({ queryKey: campaignsKey(workspaceId) }),
  });
}

function takeStep(workspaceId: string, id: string, { step, notes = '', version, allowsGrowth }: StepInput): Promise<Campaign> {
  const path = { workspaceId, id };
  const body = { notes: notes.trim() || null };
  switch (step) {
    case 'requestApproval':
      return unwrap(requestApproval({ path, body }));
    case 'approve':
      return unwrap(
        approveCampaign({ path, body: { ...body, ...(version ? { version } : {}), ...(allowsGrowth ? { allowsGrowth } : {}) } }),
      );
    case 'reject':
      return unwrap(rejectCampaign({ path, body: { notes: notes.trim() } }));
    case 'withdraw':
      return unwrap(withdrawApproval({ path }));
    case 'send':
      return unwrap(sendCampaign({ path }));
    case 'pause':
      return unwrap(pauseCampaign({ path }));
    case 'resume':
      return unwrap(resumeCampaign({ path }));
    case 'cancel':
      return unwrap(cancelCampaign({ path }));
  }
}

interface TestInput {
  to: readonly string[];
  contactId: string | null;
  /** Of a campaign with variants; null: the first. */
  variantId?: string | null;
  by?: 'to' | 'phone';
}

/** Afterwards the sender says how many are left. */
export function useSendCampaignTest(workspaceId: string, id: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ to, contactId, variantId = null, by = 'to' }: TestInput) =>
      sendTests(to, (address) =>
        unwrap(
          sendCampaignTest({
            path: { workspaceId, id },
            body: { ...(by === 'to' ? { to: address } : { phone: address }), contactId, ...(variantId && { variantId }) },
          }),
        ),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'sender') }),
  });
}

export interface Pace {
  perMinute: number | null;
  etaSeconds: number | null;
}

export function usePace(workspaceId: string, id: string): Pace {
  const { data } = useQuery<Pace>({ queryKey: paceKey(workspaceId, id), queryFn: () => NO_PACE, staleTime: Infinity });
  return data ?? NO_PACE;
}

const NO_PACE: Pace = { perMinute: null, etaSeconds: null };

/** Progress is written straight into the cache; a change of status asks for the whole campaign, because its actions change too. */
export function useLiveCampaign(workspaceId: string, id: string): void {
  const queryClient = useQueryClient();
  useWorkspaceEvents({
    'campaign.progress': (event) => {
      if (event.id !== id) return;
      queryClient.setQueryData<Campaign>(campaignKey(workspaceId, id), (current) => current && withCounts(current, event.counts));
      queryClient.setQueryData<Pace>(paceKey(workspaceId, id), {
        perMinute: numberOrNull(event.perMinute),
        etaSeconds: numberOrNull(event.etaSeconds),
      });
      void queryClient.invalidateQueries({ queryKey: campaignsKey(workspaceId, 'recipients', id) });
    },
    'campaign.changed': (event) => {
      if (event.id === id) void queryClient.invalidateQueries({ queryKey: campaignsKey(workspaceId) });
    },
  });
}

/** The list shows progress too. */
export function useLiveCampaigns(workspaceId: string): void {
  const queryClient = useQueryClient();
  const askAgain = () => void queryClient.invalidateQueries({ queryKey: campaignsKey(workspaceId, 'list') });
  useWorkspaceEvents({ 'campaign.progress': askAgain, 'campaign.changed': askAgain });
}

export function withCounts(campaign: Campaign, counts: unknown): Campaign {
  if (typeof counts !== 'object' || counts === null) return campaign;
  const known = Object.entries(counts).filter(([key, value]) => key in campaign.counts && typeof value === 'number');
  return { ...campaign, counts: { ...campaign.counts, ...Object.fromEntries(known) } };
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
