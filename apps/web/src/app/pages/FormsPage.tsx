import { FormList } from '../../features/forms/FormList';

export function FormsPage() {
  return <FormList />;
}
