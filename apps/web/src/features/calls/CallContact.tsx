import { Modal } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { CallNow } from './CallNow';
import { CallPlan, type CalledContact } from './CallPlan';
import { useCallOptions, type PhoneCall } from './callQueries';

interface CallContactProps {
  contact: CalledContact & { readonly primaryPhone: string | null };
  /** The button that opens it. */
  button: (props: { label: string; icon: ReactNode; onClick: () => void }) => ReactNode;
}

/** Calls a contact. The dialog may be closed while they talk, and opened again. */
export function CallContact({ contact, button }: CallContactProps) {
  const [isOpen, setOpen] = useState(false);
  const [call, setCall] = useState<PhoneCall | null>(null);
  if (contact.primaryPhone === null) return null;
  return (
    <>
      {button({ label: 'Call', icon: <IconPhone size={16} />, onClick: () => setOpen(true) })}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={`Call ${contact.displayName}`} size={440}>
        {call ? (
          <CallNow key={call.id} name={contact.displayName} call={call} onAgain={() => setCall(null)} onClose={() => setOpen(false)} />
        ) : (
          <LoadedPlan contact={contact} onCalled={setCall} onClose={() => setOpen(false)} />
        )}
      </Modal>
    </>
  );
}

function LoadedPlan(props: { contact: CalledContact; onCalled: (call: PhoneCall) => void; onClose: () => void }) {
  const options = useCallOptions(useWorkspaceId(), props.contact.id);
  if (options.isPending) return <LinesSkeleton lines={5} />;
  if (!options.data) return <ErrorState error={options.error} onRetry={() => void options.refetch()} />;
  return <CallPlan {...props} options={options.data} />;
}
