import { MultiSelect } from '@mantine/core';
import { formatCount } from '../../shared/format/format';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { AudienceSummary } from './AudienceSummary';
import type { CampaignReview } from './campaignQueries';
import { useLists } from './composerQueries';
import type { CampaignDraftModel } from './useCampaignDraft';

interface AudienceFieldsProps {
  draft: CampaignDraftModel;
  audience: CampaignReview['audience'] | undefined;
  /** The count belongs to what stood here before the last change. */
  isStale: boolean;
}

export function AudienceFields({ draft, audience, isStale }: AudienceFieldsProps) {
  const lists = useLists(useWorkspaceId());
  const { listIds, excludeListIds } = draft.values.audience;
  const counts = new Map(lists.data?.map((list) => [list.id, list.count]));
  const data = lists.data?.map((list) => ({ value: list.id, label: list.name })) ?? [];
  const option = ({ option: { value, label } }: { option: { value: string; label: string } }) => (
    <span style={{ display: 'flex', justifyContent: 'space-between', gap: 12, width: '100%' }}>
      <span dir="auto">{label}</span>
      <span className="rp-num" style={{ color: 'var(--rp-text-3)' }}>
        {formatCount(counts.get(value) ?? 0)}
      </span>
    </span>
  );
  const select = {
    searchable: true,
    clearable: true,
    hidePickedOptions: true,
    renderOption: option,
    nothingFoundMessage: lists.isPending ? 'Loading lists' : 'No matching lists',
  } as const;
  return (
    <>
      <MultiSelect
        {...select}
        label="Include lists"
        placeholder={listIds.length === 0 ? 'Choose lists' : undefined}
        data={data.filter(({ value }) => !excludeListIds.includes(value))}
        value={listIds}
        onChange={(next) => draft.change({ audience: { listIds: next, excludeListIds } })}
        error={draft.errors['audience.listIds'] ?? draft.errors.audience}
        data-path="audience.listIds"
      />
      <MultiSelect
        {...select}
        label="Exclude lists"
        placeholder={excludeListIds.length === 0 ? 'No exclusions' : undefined}
        data={data.filter(({ value }) => !listIds.includes(value))}
        value={excludeListIds}
        onChange={(next) => draft.change({ audience: { listIds, excludeListIds: next } })}
        error={draft.errors['audience.excludeListIds']}
      />
      {listIds.length > 0 && <AudienceSummary audience={audience} isStale={isStale} />}
    </>
  );
}
