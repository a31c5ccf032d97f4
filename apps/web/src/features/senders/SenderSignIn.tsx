import { Button, Text } from '@mantine/core';
import { formatDay } from '../../shared/format/format';
import { act } from '../../shared/ui/act';
import { CopyIcon } from '../../shared/ui/CopyIcon';
import { StatusDot } from '../../shared/ui/StatusDot';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { StoredSecret } from './senderForm';
import { useBeginSignIn, type SenderField, type SenderType } from './senderQueries';
import classes from './SenderSettings.module.css';

interface SenderSignInProps {
  type: SenderType;
  field: SenderField;
  stored: StoredSecret | null;
  /** Null: it is not saved yet. */
  accountId: string | null;
  /** The settings differ from those that are saved, and the vendor would be asked with those. */
  isChanged: boolean;
}

/** A setting that is not typed: the mailbox signs in at its vendor and allows Rapport to use it. */
export function SenderSignIn({ type, field, stored, accountId, isChanged }: SenderSignInProps) {
  const begin = useBeginSignIn(useWorkspaceId());
  const vendor = type.type === 'google_workspace' ? 'Google' : 'Microsoft';
  const isSaved = accountId !== null && !isChanged;
  const go = (id: string) =>
    act(async () => {
      const { url } = await begin.mutateAsync(id);
      window.location.assign(url);
    });
  return (
    <div className={classes.signIn} role="group" aria-label={field.label}>
      <div className={classes.now}>
        <div className={classes.nowText}>
          <StatusDot tone={stored ? 'positive' : 'hollow'} label={stored ? 'Signed in' : 'Not signed in'} />
          <span className={classes.nowMeta}>{stored ? signedInWords(stored) : field.help}</span>
        </div>
        {isSaved && (
          <Button variant={stored ? 'default' : 'filled'} loading={begin.isPending} onClick={() => void go(accountId)}>
            {stored ? 'Sign in again' : `Sign in with ${vendor}`}
          </Button>
        )}
      </div>
      {!isSaved && (
        <Text size="sm" c="dimmed">
          Save the sender first. You sign in after that.
        </Text>
      )}
      {type.signInUrl && (
        <div>
          <Text size="xs" c="dimmed">
            {vendor === 'Google'
              ? 'Add this address to the OAuth client in Google Cloud, as an authorized redirect URI:'
              : 'Add this address to the app in Microsoft Entra under Authentication, as a redirect URI of the type Web:'}
          </Text>
          <span className={classes.address}>
            {type.signInUrl}
            <CopyIcon value={type.signInUrl} label="Copy the address" />
          </span>
        </div>
      )}
    </div>
  );
}

function signedInWords({ setAt, setBy }: StoredSecret): string {
  return [setAt && `On ${formatDay(setAt)}`, setBy && `${setAt ? 'by' : 'By'} ${setBy}`].filter(Boolean).join(' ');
}
