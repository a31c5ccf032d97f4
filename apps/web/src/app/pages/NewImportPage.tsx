import { NewImport } from '../../features/imports/NewImport';

export function NewImportPage() {
  return <NewImport />;
}
