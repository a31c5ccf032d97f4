import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { saveBlob } from '../../../shared/ui/saveBlob';
import { CopyTextButton } from '../../../shared/ui/CopyTextButton';
import { Notice } from '../../../shared/ui/Notice';
import classes from '../Account.module.css';

/** Shown once: the server keeps only hashes of them. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const text = `Recovery codes for Rapport, each works once:\n\n${codes.join('\n')}\n`;
  return (
    <Stack gap="md">
      <Notice title="Save your recovery codes" role="alert">
        <Text inherit>Two-step verification is on. If you lose your phone, one of these codes lets you in. They are not shown again.</Text>
      </Notice>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group>
        <CopyTextButton value={codes.join('\n')} label="Copy codes" />
        <Button
          variant="default"
          leftSection={<IconDownload size={15} />}
          onClick={() => saveBlob(new Blob([text], { type: 'text/plain' }), 'rapport-recovery-codes.txt')}
        >
          Download
        </Button>
        <Button onClick={onDone}>I’ve saved them</Button>
      </Group>
    </Stack>
  );
}
