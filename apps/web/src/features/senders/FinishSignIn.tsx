import { Button, Loader, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { toast } from '../../shared/ui/toasts';
import { useFinishSignIn } from './senderQueries';

/** Where a vendor leads people back to: what it gave is kept, and they go on in the settings of the sender. */
export function FinishSignIn() {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const state = query.get('state') ?? '';
  const code = query.get('code') ?? '';
  const workspaceId = /^[0-9a-f-]{36}(?=\.)/.exec(state)?.[0] ?? null;
  const finish = useFinishSignIn(workspaceId ?? '');
  const isBegun = useRef(false);
  const { mutate } = finish;
  useEffect(() => {
    if (isBegun.current || workspaceId === null || code === '') return;
    isBegun.current = true;
    const onSuccess = ({ account }: { account: { id: string } | null }) => {
      toast('Signed in. The sender is ready');
      void navigate(paths.settingsSender(workspaceId, account?.id ?? null), { replace: true });
    };
    mutate({ code, state }, { onSuccess });
  }, [mutate, navigate, workspaceId, code, state]);
  const problem = finish.error ? messageOf(finish.error) : problemOf(query, workspaceId, code);
  if (problem === null)
    return (
      <DoorFrame title="Signing in" lead="The mailbox is being connected.">
        <Loader size="sm" aria-label="Working" />
      </DoorFrame>
    );
  return (
    <DoorFrame title="Not signed in" lead="The mailbox was not connected, and nothing has changed.">
      <Stack gap="lg">
        <FormProblem problem={problem} />
        <Button component={Link} to={workspaceId === null ? paths.root() : paths.settingsSender(workspaceId)} fullWidth>
          {workspaceId === null ? 'Go to Rapport' : 'Back to the sender'}
        </Button>
      </Stack>
    </DoorFrame>
  );
}

/** What the vendor says where it gives no code. */
function problemOf(query: URLSearchParams, workspaceId: string | null, code: string): string | null {
  if (query.get('error') === 'access_denied') return 'The access that Rapport asked for was not allowed.';
  if (query.has('error')) return (query.get('error_description') ?? query.get('error') ?? '').slice(0, 300);
  return workspaceId === null || code === ''
    ? 'This address is opened by Google or Microsoft after a sign-in. Start in the settings of a sender.'
    : null;
}
