import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { API_KEY_UNUSED_DAYS } from '@rapport/common';
import { plural } from '../../shared/format/format';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedList } from '../../shared/ui/PagedList';
import { Notice } from '../../shared/ui/Notice';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useApiKeys, type ApiKey } from './apiKeyQueries';
import { KeyDialog } from './KeyDialog';
import { KeyTable } from './KeyTable';
import { KeyUsage } from './KeyUsage';
import { RotateDialog } from './RotateDialog';

export function ApiKeySettings() {
  return useMay('admin') ? (
    <Keys />
  ) : (
    <EmptyState
      picture="unplugged"
      title="Only admins can manage API keys"
      text="Ask an admin of this workspace for a key, and say what it is for."
    />
  );
}

function Keys() {
  const keys = useApiKeys(useWorkspaceId());
  const [edited, setEdited] = useState<ApiKey | 'new' | null>(null);
  const [rotated, setRotated] = useState<ApiKey | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      New key
    </Button>
  );
  const unused = keys.rows.filter((key) => key.isUnused).length;
  return (
    <Stack gap="xl">
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={2}>API keys</Title>
            <Text c="dimmed">
              Programs use API keys to access this workspace. Each key can do only what you choose, on behalf of the person who created it.
            </Text>
          </div>
          {keys.rows.length > 0 && <div style={{ flex: 'none' }}>{add}</div>}
        </Group>
        {unused > 0 && (
          <Notice title={`${plural(unused, 'key has', 'keys have')} not been used for ${plural(API_KEY_UNUSED_DAYS, 'day')}`}>
            Revoke keys you no longer use.
          </Notice>
        )}
        <PagedList
          source={keys}
          more="Show older keys"
          lines={5}
          empty={
            <EmptyState
              picture="unplugged"
              title="No API keys yet"
              text="Use a key to let a shop, a form on your site or a script add contacts, read lists or start campaigns."
              action={add}
            />
          }
        >
          {(shown) => <KeyTable keys={shown} onEdit={setEdited} onRotate={setRotated} />}
        </PagedList>
      </Stack>
      <KeyUsage />
      <KeyDialog apiKey={edited === 'new' ? null : edited} isOpen={edited !== null} onClose={() => setEdited(null)} />
      <RotateDialog apiKey={rotated} onClose={() => setRotated(null)} />
    </Stack>
  );
}
