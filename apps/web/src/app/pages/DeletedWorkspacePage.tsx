import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useSession } from '../../features/session/sessionQueries';
import { RestoreWorkspace } from '../../features/workspaces/RestoreWorkspace';
import { daysUntil, formatDay, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import type { CurrentWorkspace } from '../../shared/workspace/WorkspaceContext';

/** Its owner's view of a workspace that waits for its end; nobody else has it on their list. */
export function DeletedWorkspacePage({ workspace, purgeAt }: { workspace: CurrentWorkspace; purgeAt: string }) {
  const others = useSession().data?.workspaces.filter(({ deletedAt }) => deletedAt === null) ?? [];
  return (
    <DoorFrame
      title={`${workspace.name} is deleted`}
      lead={`Nothing is sent from it, and its members are locked out. You can restore it for ${plural(daysUntil(purgeAt), 'more day', 'more days')}, until ${formatDay(purgeAt)}; then it is gone for good.`}
      foot={
        <Text c="dimmed">
          {others[0] ? (
            <Anchor component={Link} to={paths.home(others[0].id)}>
              Go to {others[0].name}
            </Anchor>
          ) : (
            <Anchor component={Link} to={paths.newWorkspace()}>
              Create another workspace
            </Anchor>
          )}
        </Text>
      }
    >
      <Text c="dimmed" mb="lg">
        Everything comes back as it was. Campaigns that were being sent stay paused until a member resumes them.
      </Text>
      <RestoreWorkspace workspaceId={workspace.id} name={workspace.name} />
    </DoorFrame>
  );
}
