import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyTextButton } from '../../shared/ui/CopyTextButton';
import type { NewApiKey } from './apiKeyQueries';
import classes from './ApiKeys.module.css';

/** The one time a key is shown. A click beside it does not close it; closing without a copy asks once. */
export function SecretDialog({ made, onClose }: { made: NewApiKey | null; onClose: () => void }) {
  return (
    <Modal
      opened={made !== null}
      onClose={onClose}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title="Copy your key now"
      size={560}
    >
      {made && <Secret made={made} onClose={onClose} />}
    </Modal>
  );
}

function Secret({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const [isWarned, setWarned] = useState(false);
  const close = () => (isCopied || isWarned ? onClose() : setWarned(true));
  return (
    <Stack gap="lg">
      <Text>
        This is the only time it is shown: Rapport keeps a fingerprint of it, not the key itself. Store it where the program that uses it
        keeps its secrets.
      </Text>
      {/* A click selects the whole of it, for those who copy by hand. */}
      <code className={classes.secret} data-testid="secret" onCopy={() => setCopied(true)}>
        {made.secret}
      </code>
      {isWarned && !isCopied && (
        <Alert color="amber" variant="light" role="alert" icon={<IconAlertTriangle size={16} />} p="sm">
          You have not copied it yet. Once this closes nobody can see it again; you would have to rotate the key.
        </Alert>
      )}
      <Group gap="sm">
        <CopyTextButton value={made.secret} label="Copy key" isPrimary={!isCopied} onCopied={() => setCopied(true)} />
        <Button variant={isCopied ? 'filled' : 'subtle'} color={isCopied ? undefined : 'gray'} onClick={close}>
          {isCopied ? 'Done' : isWarned ? 'Close without copying' : 'Close'}
        </Button>
      </Group>
    </Stack>
  );
}
