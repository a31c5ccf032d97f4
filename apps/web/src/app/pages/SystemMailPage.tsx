import { useParams } from 'react-router';
import { SystemMail } from '../../features/mailLab/SystemMail';

export function SystemMailPage() {
  const { mailId } = useParams();
  return <SystemMail mailId={mailId} />;
}
