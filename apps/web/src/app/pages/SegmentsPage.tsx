import { SegmentsView } from '../../features/segments/SegmentsView';

export function SegmentsPage() {
  return <SegmentsView />;
}
