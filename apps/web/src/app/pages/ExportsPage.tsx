import { ExportsView } from '../../features/exports/ExportsView';

export function ExportsPage() {
  return <ExportsView />;
}
