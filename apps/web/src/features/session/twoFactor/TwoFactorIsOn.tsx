import { Button, Group, Stack, Text } from '@mantine/core';
import { plural } from '../../../shared/format/format';
import { confirmAction } from '../../../shared/ui/confirm';
import { RelativeTime } from '../../../shared/ui/RelativeTime';
import { StatusDot } from '../../../shared/ui/StatusDot';
import { toast } from '../../../shared/ui/toasts';
import { useRenewRecoveryCodes, useTurnOffTwoFactor, type TwoFactor } from '../accountQueries';

const FEW = 3;

export function TwoFactorIsOn({ twoFactor, onFreshCodes }: { twoFactor: TwoFactor; onFreshCodes: (codes: readonly string[]) => void }) {
  const renew = useRenewRecoveryCodes();
  const turnOff = useTurnOffTwoFactor();
  const left = twoFactor.recoveryCodesLeft;
  const askToTurnOff = () =>
    confirmAction({
      title: 'Turn off two-step verification?',
      consequences: [
        'Your password alone will open your account.',
        'The app and the recovery codes stop working, other devices are signed out.',
      ],
      confirm: 'Turn off',
      onConfirm: async () => {
        await turnOff.mutateAsync();
        toast('Two-step verification is off');
      },
    });
  const askToRenew = () =>
    confirmAction({
      title: 'Create new recovery codes?',
      consequences: ['The codes you have now stop working.'],
      confirm: 'Create new codes',
      isDestructive: false,
      onConfirm: () => renew.mutate(undefined, { onSuccess: ({ recoveryCodes }) => onFreshCodes(recoveryCodes) }),
    });
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <StatusDot tone="positive" label="On" />
          <Text c="dimmed" size="xs">
            Since <RelativeTime iso={twoFactor.since} />
          </Text>
        </div>
        <Button variant="default" loading={turnOff.isPending} onClick={askToTurnOff}>
          Turn off
        </Button>
      </Group>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={500}>Recovery codes</Text>
          <Text c={left <= FEW ? 'var(--rp-caution)' : 'dimmed'} size="xs">
            {left === 0 ? 'None left. Create new ones before you lose your phone.' : `${plural(left, 'code')} left, each works once`}
          </Text>
        </div>
        <Button variant="default" loading={renew.isPending} onClick={askToRenew}>
          Create new codes
        </Button>
      </Group>
    </Stack>
  );
}
