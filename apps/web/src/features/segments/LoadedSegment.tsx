import { readRuleTree, type RuleTree } from '@rapport/common';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useSegment } from './segmentQueries';
import { SegmentView } from './SegmentView';
import { useRuleWords } from './wordsOf';

/** An existing segment, once it and what its conditions can be about are known. */
export function LoadedSegment({ segmentId }: { segmentId: string }) {
  const workspaceId = useWorkspaceId();
  const rules = useRuleWords(workspaceId);
  const segment = useSegment(workspaceId, segmentId);
  if (segment.isError) return <ErrorState error={segment.error} onRetry={() => void segment.refetch()} />;
  if (!segment.data || !rules) return <LinesSkeleton lines={8} />;
  return <SegmentView key={segment.data.id} segment={segment.data} start={null} rules={rules} />;
}

/** A new one; `text` is the tree that it begins with, as JSON. */
export function NewSegment({ text }: { text: string | null }) {
  const rules = useRuleWords(useWorkspaceId());
  if (!rules) return <LinesSkeleton lines={8} />;
  return <SegmentView segment={null} start={treeIn(text)} rules={rules} />;
}

function treeIn(text: string | null): RuleTree | null {
  try {
    const reading = readRuleTree(JSON.parse(text ?? ''));
    return 'tree' in reading ? reading.tree : null;
  } catch {
    return null;
  }
}
