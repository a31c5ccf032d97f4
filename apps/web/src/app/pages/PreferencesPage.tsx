import { PreferencesForm } from '../../features/settings/PreferencesForm';

export function PreferencesPage() {
  return <PreferencesForm />;
}
