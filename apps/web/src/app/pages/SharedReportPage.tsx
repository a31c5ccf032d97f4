import { useParams } from 'react-router';
import { SharedReportView } from '../../features/campaigns/SharedReportView';

/** Without a session: the link alone opens it. */
export function SharedReportPage() {
  const { token = '' } = useParams();
  return <SharedReportView token={token} />;
}
