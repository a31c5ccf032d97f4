import { Button } from '@mantine/core';
import { FormSection } from '../../shared/form/FormSection';
import { act } from '../../shared/ui/act';
import { CopyIcon } from '../../shared/ui/CopyIcon';
import { Notice } from '../../shared/ui/Notice';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useConnectReports, type Sender } from './senderQueries';
import classes from './SenderSettings.module.css';

interface SenderReportsProps {
  label: string;
  reports: NonNullable<Sender['reports']>;
  account: NonNullable<Sender['account']>;
  mayEdit: boolean;
}

/** Whether the provider tells us what became of messages, and how to have it do so. */
export function SenderReports({ label, reports, account, mayEdit }: SenderReportsProps) {
  const connect = useConnectReports(useWorkspaceId());
  const connectAll = () =>
    act(async () => {
      await connect.mutateAsync(account.id);
      toast(`${label} now reports to Rapport`);
    });
  const isOfTexts = account.channel === 'text';
  const state = !reports.isReady ? 'closed' : reports.lastReportAt ? 'arriving' : 'waiting';
  return (
    <FormSection
      title={isOfTexts ? 'Answers and delivery reports' : 'Delivery reports'}
      help={
        isOfTexts
          ? `Enter this address at ${label} as the webhook of the number or messaging service for incoming messages (POST). Answers then come to the contact’s timeline, and STOP counts here too. Rapport asks for the delivery reports with each text.`
          : `${label} tells Rapport at this address which messages were delivered, bounced or reported as spam, and who unsubscribed.`
      }
    >
      {!reports.isReady && (
        <Notice title="No report is accepted yet">
          Enter the webhook signing key above. Without it, anyone could invent a bounce or a complaint.
        </Notice>
      )}
      <div className={classes.now}>
        <div className={classes.nowText}>
          <span className={classes.address}>
            {reports.url}
            <CopyIcon value={reports.url} label="Copy the address" />
          </span>
          <span className={classes.nowMeta}>
            {reports.lastReportAt ? (
              <>
                Last report <RelativeTime iso={reports.lastReportAt} />
              </>
            ) : (
              'No report has come yet.'
            )}
          </span>
        </div>
        <Status kind="reports" value={state} />
      </div>
      {mayEdit && !isOfTexts && (
        <div>
          <Button variant="default" loading={connect.isPending} onClick={() => void connectAll()}>
            Connect reports
          </Button>
        </div>
      )}
    </FormSection>
  );
}
