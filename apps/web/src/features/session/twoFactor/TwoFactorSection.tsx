import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { FormSection } from '../../../shared/form/FormSection';
import { ErrorState } from '../../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../../shared/ui/Skeletons';
import { StatusDot } from '../../../shared/ui/StatusDot';
import { useRefreshAccount, useSetUpTwoFactor, useTwoFactor, type TwoFactorSetup } from '../accountQueries';
import { RecoveryCodes } from './RecoveryCodes';
import { TwoFactorIsOn } from './TwoFactorIsOn';
import { TwoFactorSetupForm } from './TwoFactorSetupForm';

/** Off, being set up, just on (the codes are shown this once), on. */
export function TwoFactorSection() {
  const twoFactor = useTwoFactor();
  const begin = useSetUpTwoFactor();
  const refresh = useRefreshAccount();
  const [setup, setSetup] = useState<TwoFactorSetup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const start = () => begin.mutate(undefined, { onSuccess: setSetup });
  const showCodes = (fresh: readonly string[]) => {
    setSetup(null);
    setCodes(fresh);
  };
  const putCodesAway = () => {
    setCodes(null);
    void refresh();
  };
  return (
    <FormSection
      title="Two-step verification"
      help="Signing in also asks for a code from an app on your phone, so a stolen password isn’t enough."
    >
      {codes && <RecoveryCodes codes={codes} onDone={putCodesAway} />}
      {!codes && setup && <TwoFactorSetupForm setup={setup} onConfirmed={showCodes} onCancel={() => setSetup(null)} />}
      {!codes && !setup && twoFactor.isPending && <LinesSkeleton lines={2} />}
      {!codes && !setup && twoFactor.isError && <ErrorState error={twoFactor.error} onRetry={() => void twoFactor.refetch()} />}
      {!codes && !setup && twoFactor.data?.isOn && <TwoFactorIsOn twoFactor={twoFactor.data} onFreshCodes={showCodes} />}
      {!codes && !setup && twoFactor.data && !twoFactor.data.isOn && (
        <Group justify="space-between">
          <StatusDot tone="neutral" label="Off" />
          <Button variant="default" loading={begin.isPending} onClick={start}>
            Set up
          </Button>
        </Group>
      )}
    </FormSection>
  );
}
