import { TopicSettings } from '../../features/topics/TopicSettings';

export function TopicsPage() {
  return <TopicSettings />;
}
