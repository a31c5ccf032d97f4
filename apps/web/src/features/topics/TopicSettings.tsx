import { ActionIcon, Button, Group, Menu, Stack, Text, Title } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { act, actWithUndo } from '../../shared/ui/act';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { TopicDialog } from './TopicDialog';
import { type Topic, useAllTopics, useArchiveTopic, useOrderTopics } from './topicQueries';
import classes from './TopicSettings.module.css';

/** What the workspace writes about: readers leave a topic without leaving the others. */
export function TopicSettings() {
  const topics = useAllTopics(useWorkspaceId());
  const mayEdit = useMay('admin');
  const [edited, setEdited] = useState<Topic | 'new' | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      Add topic
    </Button>
  );
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2}>Topics</Title>
          <Text c="dimmed">Readers choose topics on the preference page, which every message links to. Campaigns can have one topic.</Text>
        </div>
        {mayEdit && topics.data && topics.data.length > 0 && <div style={{ flex: 'none' }}>{add}</div>}
      </Group>
      {topics.isPending ? (
        <LinesSkeleton lines={4} />
      ) : topics.isError ? (
        <ErrorState error={topics.error} onRetry={() => void topics.refetch()} />
      ) : topics.data.length === 0 ? (
        <EmptyState
          picture="envelope"
          title="No topics yet"
          text="With topics, readers who have enough of one kind of message keep the others."
          action={mayEdit && add}
        />
      ) : (
        <TopicLists topics={topics.data} onEdit={mayEdit ? setEdited : null} />
      )}
      <TopicDialog
        key={edited === null ? 'closed' : edited === 'new' ? 'new' : edited.id}
        topic={edited === 'new' ? null : edited}
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
      />
    </Stack>
  );
}

type OnEdit = ((topic: Topic) => void) | null;

function TopicLists({ topics, onEdit }: { topics: readonly Topic[]; onEdit: OnEdit }) {
  const open = topics.filter(({ isArchived }) => !isArchived);
  const archived = topics.filter(({ isArchived }) => isArchived);
  return (
    <>
      {open.length > 0 && <TopicList label="Topics" topics={open} onEdit={onEdit} />}
      {archived.length > 0 && (
        <section aria-label="Archived">
          <Title order={3} size="h5" mb={4}>
            Archived
          </Title>
          <Text c="dimmed" size="sm" mb={8}>
            Not offered to readers or campaigns. Contacts who left a topic stay out of it.
          </Text>
          <TopicList label="Archived topics" topics={archived} onEdit={onEdit} />
        </section>
      )}
    </>
  );
}

function TopicList({ label, topics, onEdit }: { label: string; topics: readonly Topic[]; onEdit: OnEdit }) {
  return (
    <ul className={classes.topics} aria-label={label}>
      {topics.map((topic, index) => (
        <li key={topic.id} className={classes.topic}>
          <div className={classes.name}>
            <span dir="auto">{topic.name}</span>
            {topic.description && (
              <span className={classes.description} dir="auto">
                {topic.description}
              </span>
            )}
          </div>
          {onEdit && <TopicMenu topic={topic} topics={topics} index={index} onEdit={() => onEdit(topic)} />}
        </li>
      ))}
    </ul>
  );
}

interface TopicMenuProps {
  topic: Topic;
  topics: readonly Topic[];
  index: number;
  onEdit: () => void;
}

function TopicMenu({ topic, topics, index, onEdit }: TopicMenuProps) {
  const workspaceId = useWorkspaceId();
  const archive = useArchiveTopic(workspaceId);
  const order = useOrderTopics(workspaceId);
  const setArchived = (isArchived: boolean) => archive.mutateAsync({ id: topic.id, isArchived });
  const move = (step: -1 | 1) => {
    const ids = topics.map(({ id }) => id);
    ids.splice(index, 1);
    ids.splice(index + step, 0, topic.id);
    void act(() => order.mutateAsync(ids));
  };
  const toggle = () =>
    actWithUndo({
      act: () => setArchived(!topic.isArchived),
      done: `${topic.name} ${topic.isArchived ? 'restored' : 'archived'}`,
      undo: () => setArchived(topic.isArchived),
    });
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${topic.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>Edit</Menu.Item>
        {!topic.isArchived && index > 0 && <Menu.Item onClick={() => move(-1)}>Move up</Menu.Item>}
        {!topic.isArchived && index < topics.length - 1 && <Menu.Item onClick={() => move(1)}>Move down</Menu.Item>}
        <Menu.Item onClick={() => void toggle()}>{topic.isArchived ? 'Restore' : 'Archive'}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
