import { ApiKeySettings } from '../../features/apiKeys/ApiKeySettings';

export function ApiKeysPage() {
  return <ApiKeySettings />;
}
