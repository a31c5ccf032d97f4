import { MultiSelect, Select } from '@mantine/core';
import { formatCount } from '../../shared/format/format';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { AudienceSummary } from './AudienceSummary';
import type { CampaignReview } from './campaignQueries';
import { useLists, useSegments, useTopics } from './composerQueries';
import type { CampaignDraftModel } from './useCampaignDraft';

interface AudienceFieldsProps {
  draft: CampaignDraftModel;
  audience: CampaignReview['audience'] | undefined;
  /** The count belongs to what stood here before the last change. */
  isStale: boolean;
}

export function AudienceFields({ draft, audience, isStale }: AudienceFieldsProps) {
  const workspaceId = useWorkspaceId();
  const lists = useLists(workspaceId);
  const segments = useSegments(workspaceId);
  const topics = useTopics(workspaceId);
  const chosen = draft.values.audience;
  const { listIds, excludeListIds, segmentIds, excludeSegmentIds, topicId } = chosen;
  const counts = new Map(lists.data?.map((list) => [list.id, list.count]));
  const listOptions = lists.data?.map((list) => ({ value: list.id, label: list.name })) ?? [];
  const segmentOptions = segments.data?.map((segment) => ({ value: segment.id, label: segment.name })) ?? [];
  const hasSegments = segmentOptions.length > 0 || segmentIds.length + excludeSegmentIds.length > 0;
  const topicOptions = (topics.data ?? [])
    .filter(({ id, isArchived }) => !isArchived || id === topicId)
    .map(({ id, name, isArchived }) => ({ value: id, label: isArchived ? `${name} (archived)` : name }));
  const change = (part: Partial<typeof chosen>) => draft.change({ audience: { ...chosen, ...part } });
  const option = ({ option: { value, label } }: { option: { value: string; label: string } }) => (
    <span style={{ display: 'flex', justifyContent: 'space-between', gap: 12, width: '100%' }}>
      <span dir="auto">{label}</span>
      {counts.has(value) && (
        <span className="rp-num" style={{ color: 'var(--rp-text-3)' }}>
          {formatCount(counts.get(value) ?? 0)}
        </span>
      )}
    </span>
  );
  const select = { searchable: true, clearable: true, hidePickedOptions: true, renderOption: option } as const;
  const ofLists = { ...select, nothingFoundMessage: lists.isPending ? 'Loading lists' : 'No matching lists' };
  const ofSegments = { ...select, nothingFoundMessage: segments.isPending ? 'Loading segments' : 'No matching segments' };
  return (
    <>
      <MultiSelect
        {...ofLists}
        label="Include lists"
        placeholder={listIds.length === 0 ? 'Choose lists' : undefined}
        data={listOptions.filter(({ value }) => !excludeListIds.includes(value))}
        value={listIds}
        onChange={(next) => change({ listIds: next })}
        error={draft.errors['audience.listIds'] ?? draft.errors.audience}
        data-path="audience.listIds"
      />
      {hasSegments && (
        <MultiSelect
          {...ofSegments}
          label="Include segments"
          placeholder={segmentIds.length === 0 ? 'Choose segments' : undefined}
          data={segmentOptions.filter(({ value }) => !excludeSegmentIds.includes(value))}
          value={segmentIds}
          onChange={(next) => change({ segmentIds: next })}
          error={draft.errors['audience.segmentIds']}
          data-path="audience.segmentIds"
        />
      )}
      <MultiSelect
        {...ofLists}
        label="Exclude lists"
        placeholder={excludeListIds.length === 0 ? 'No exclusions' : undefined}
        data={listOptions.filter(({ value }) => !listIds.includes(value))}
        value={excludeListIds}
        onChange={(next) => change({ excludeListIds: next })}
        error={draft.errors['audience.excludeListIds']}
      />
      {hasSegments && (
        <MultiSelect
          {...ofSegments}
          label="Exclude segments"
          placeholder={excludeSegmentIds.length === 0 ? 'No exclusions' : undefined}
          data={segmentOptions.filter(({ value }) => !segmentIds.includes(value))}
          value={excludeSegmentIds}
          onChange={(next) => change({ excludeSegmentIds: next })}
          error={draft.errors['audience.excludeSegmentIds']}
        />
      )}
      {topicOptions.length > 0 && (
        <Select
          label="Topic"
          description="Contacts who left the topic are left out. Unsubscribing in this message leaves the topic."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder="No topic"
          searchable
          clearable
          data={topicOptions}
          value={topicId}
          onChange={(next) => change({ topicId: next })}
          error={draft.errors['audience.topicId']}
          data-path="audience.topicId"
        />
      )}
      {listIds.length + segmentIds.length > 0 && <AudienceSummary audience={audience} isStale={isStale} />}
    </>
  );
}
