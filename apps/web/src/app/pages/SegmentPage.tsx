import { useParams, useSearchParams } from 'react-router';
import { LoadedSegment, NewSegment } from '../../features/segments/LoadedSegment';
import { Page } from '../../shared/ui/Page';

export function SegmentPage() {
  const { segmentId = '' } = useParams();
  return (
    <Page>
      <LoadedSegment key={segmentId} segmentId={segmentId} />
    </Page>
  );
}

export function NewSegmentPage() {
  const [params] = useSearchParams();
  return (
    <Page>
      <NewSegment text={params.get('rules')} />
    </Page>
  );
}
