import { MergeView } from '../../features/merge/MergeView';

export function MergePage() {
  return <MergeView />;
}
