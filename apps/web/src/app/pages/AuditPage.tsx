import { useDocumentTitle } from '@mantine/hooks';
import { AuditView } from '../../features/audit/AuditView';

export function AuditPage() {
  useDocumentTitle('Audit log · Rapport');
  return <AuditView />;
}
