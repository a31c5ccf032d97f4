import { MergesView } from '../../features/merge/MergesView';

export function MergesPage() {
  return <MergesView />;
}
