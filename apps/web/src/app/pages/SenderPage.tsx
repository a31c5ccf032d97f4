import { useDocumentTitle } from '@mantine/hooks';
import { SenderSettings } from '../../features/senders/SenderSettings';

export function SenderPage() {
  useDocumentTitle('Sender · Rapport');
  return <SenderSettings />;
}
