import { Button, Skeleton } from '@mantine/core';
import { messageOf } from '../../shared/api/apiError';
import { FormSection } from '../../shared/form/FormSection';
import { Notice } from '../../shared/ui/Notice';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { usePublicAddress } from './senderQueries';
import classes from './SenderSettings.module.css';

/** Whether recipients can open the links in messages. Only asked once mail leaves the house. */
export function LinkAddress() {
  const address = usePublicAddress(useWorkspaceId());
  return (
    <FormSection title="Links in messages" help="Unsubscribe links and invitations lead to this address.">
      {address.isPending && <Skeleton height={66} radius="md" />}
      {address.error && <Notice title="Couldn’t check the address">{messageOf(address.error)}</Notice>}
      {address.data && (
        <div className={classes.now}>
          <div className={classes.nowText}>
            <span className={classes.address}>{address.data.url}</span>
            <span className={classes.nowMeta}>{address.data.message}</span>
            <span className={classes.nowMeta}>
              Checked <RelativeTime iso={address.data.checkedAt} />
            </span>
          </div>
          <Status kind="publicAddress" value={address.data.state} />
        </div>
      )}
      <div>
        <Button variant="default" loading={address.isFetching && !address.isPending} onClick={() => void address.refetch()}>
          Check address
        </Button>
      </div>
    </FormSection>
  );
}
