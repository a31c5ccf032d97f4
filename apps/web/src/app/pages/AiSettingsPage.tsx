import { AiSettingsForm } from '../../features/ai/AiSettingsForm';

export function AiSettingsPage() {
  return <AiSettingsForm />;
}
