import { useParams } from 'react-router';
import { MailLab } from '../../features/mailLab/MailLab';

export function MailLabPage() {
  const { messageId } = useParams();
  return <MailLab messageId={messageId} />;
}
