import { useBulkAction } from '../../features/contacts/useBulkAction';
import { DuplicatesView } from '../../features/merge/DuplicatesView';

export function DuplicatesPage() {
  const { follow } = useBulkAction();
  return <DuplicatesView onFollow={(bulk) => follow(bulk)} />;
}
