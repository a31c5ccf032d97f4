import { FieldSettings } from '../../features/customFields/FieldSettings';

export function CustomFieldsPage() {
  return <FieldSettings />;
}
