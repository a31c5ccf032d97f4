import { useParams } from 'react-router';
import { ListHistoryView } from '../../features/lists/ListHistoryView';

export function ListHistoryPage() {
  const { listId = '' } = useParams();
  return <ListHistoryView key={listId} listId={listId} />;
}
