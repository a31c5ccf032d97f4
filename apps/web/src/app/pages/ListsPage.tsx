import { ListsView } from '../../features/lists/ListsView';

export function ListsPage() {
  return <ListsView />;
}
