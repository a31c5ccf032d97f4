import { Button, Group, Text } from '@mantine/core';
import { Notice } from '../../shared/ui/Notice';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { faultLine } from './faultWords';
import classes from './MailLab.module.css';
import { useClearLabFault, useLabFault } from './mailLabQueries';

/** While the lab fails on demand, the page says so, and how to end it. */
export function FaultNotice() {
  const workspaceId = useWorkspaceId();
  const mayTurnOff = useMay('admin');
  const active = useLabFault(workspaceId).data?.active ?? null;
  const clear = useClearLabFault(workspaceId);
  if (!active) return null;
  return (
    <div className={classes.fault}>
      <Notice title={faultLine(active)}>
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            Simulated, in the mail lab only. It ends <RelativeTime iso={active.endsAt} /> at the latest.
          </Text>
          {mayTurnOff && (
            <Button
              size="xs"
              variant="default"
              loading={clear.isPending}
              onClick={() => clear.mutate(undefined, { onSuccess: () => toast('The mail lab takes every message again') })}
            >
              Turn off
            </Button>
          )}
        </Group>
      </Notice>
    </div>
  );
}
