import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { FormSection } from '../../shared/form/FormSection';
import { ErrorState } from '../../shared/ui/ErrorState';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { LinkAddress } from './LinkAddress';
import { NewSender } from './NewSender';
import { SenderDomain } from './SenderDomain';
import { SenderMailbox } from './SenderMailbox';
import { SenderForm } from './SenderForm';
import { SenderLimits } from './SenderLimits';
import { SenderList } from './SenderList';
import { SenderReports } from './SenderReports';
import { SenderNow } from './SenderNow';
import { SigningKeys } from './SigningKeys';
import { useSender, useSenderAccounts, useSenderTypes, type SenderAccount, type SenderType } from './senderQueries';

const NEW = 'new';

/** What the workspace can send through. Without any account the mail lab sends, and the first one is set up at once. */
export function SenderSettings() {
  const workspaceId = useWorkspaceId();
  const accounts = useSenderAccounts(workspaceId);
  const types = useSenderTypes(workspaceId);
  if (accounts.isPending || types.isPending) return <FormSkeleton fields={5} />;
  if (!accounts.data) return <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />;
  if (!types.data) return <ErrorState error={types.error} onRetry={() => void types.refetch()} />;
  return <Senders accounts={accounts.data} types={types.data} />;
}

function Senders({ accounts, types }: { accounts: readonly SenderAccount[]; types: readonly SenderType[] }) {
  const mayEdit = useMay('admin');
  const [search, setSearch] = useSearchParams();
  const asked = search.get('sender');
  const show = (sender: string | null) => setSearch(sender === null ? {} : { sender });
  const shown =
    accounts.find(({ id }) => id === asked) ?? accounts.find(({ isActive, channel }) => isActive && channel === 'email') ?? null;
  const isNew = asked === NEW && mayEdit;
  const hasTexts = accounts.some(({ channel }) => channel === 'text');
  const ofEmail = types.filter(({ channel }) => channel === 'email');
  const ofTexts = hasTexts ? [] : types.filter(({ channel }) => channel === 'text');
  return (
    <Stack gap="xl">
      {accounts.length > 0 && (
        <SenderList
          accounts={accounts}
          shownId={isNew ? null : (shown?.id ?? null)}
          onShow={show}
          add={
            mayEdit && (
              <Button leftSection={<IconPlus size={16} />} onClick={() => show(NEW)}>
                Add sender
              </Button>
            )
          }
        />
      )}
      {isNew ? (
        <NewSender types={accounts.length === 0 ? ofTexts : [...ofEmail, ...ofTexts]} onDone={show} />
      ) : (
        <OneSender
          key={shown?.id ?? ''}
          accountId={shown?.id ?? null}
          types={types.filter(({ channel }) => channel === (shown?.channel ?? 'email'))}
          mayEdit={mayEdit}
        />
      )}
      {accounts.length === 0 && mayEdit && !isNew && (
        <FormSection title="Texts" help="Texts need a sender of their own, such as a Twilio account.">
          <div>
            <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => show(NEW)}>
              Add a sender of texts
            </Button>
          </div>
        </FormSection>
      )}
    </Stack>
  );
}

function OneSender({ accountId, types, mayEdit }: { accountId: string | null; types: readonly SenderType[]; mayEdit: boolean }) {
  const workspaceId = useWorkspaceId();
  const sender = useSender(workspaceId, accountId);
  if (sender.isPending) return <FormSkeleton fields={5} />;
  if (!sender.data) return <ErrorState error={sender.error} onRetry={() => void sender.refetch()} />;
  return (
    <Stack gap="xl">
      <SenderNow sender={sender.data} />
      <SenderForm sender={sender.data} types={types} accountId={accountId} mayEdit={mayEdit} />
      {sender.data.account && sender.data.reports && (
        <SenderReports label={sender.data.label} reports={sender.data.reports} account={sender.data.account} mayEdit={mayEdit} />
      )}
      {sender.data.account && sender.data.account.channel === 'email' && sender.data.type !== 'mail_lab' && (
        <SenderMailbox account={sender.data.account} mayEdit={mayEdit} />
      )}
      {sender.data.account && sender.data.type === 'smtp' && <SigningKeys account={sender.data.account} mayEdit={mayEdit} />}
      {sender.data.account && mayEdit && sender.data.account.channel === 'email' && sender.data.type !== 'mail_lab' && (
        <SenderDomain account={sender.data.account} />
      )}
      {sender.data.account && <SenderLimits account={sender.data.account} mayEdit={mayEdit} />}
      {mayEdit && sender.data.type !== 'mail_lab' && sender.data.account?.channel !== 'text' && <LinkAddress />}
    </Stack>
  );
}
