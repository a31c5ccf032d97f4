import { ImportsView } from '../../features/imports/ImportsView';

export function ImportsPage() {
  return <ImportsView />;
}
