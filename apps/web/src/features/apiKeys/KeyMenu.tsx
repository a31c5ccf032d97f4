import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { confirmAction } from '../../shared/ui/confirm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useRevokeApiKey, type ApiKey } from './apiKeyQueries';

export function KeyMenu({ apiKey, onEdit, onRotate }: { apiKey: ApiKey; onEdit: () => void; onRotate: () => void }) {
  const revoke = useRevokeApiKey(useWorkspaceId());
  const ask = () =>
    confirmAction({
      title: `Revoke ${apiKey.description}?`,
      consequences: ['Programs that use it lose access immediately.', 'This can’t be undone. You can create a new key at any time.'],
      confirm: 'Revoke key',
      onConfirm: async () => {
        await revoke.mutateAsync(apiKey.id);
        toast(`${apiKey.description} revoked`);
      },
    });
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${apiKey.description}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>Edit</Menu.Item>
        {apiKey.state !== 'replaced' && <Menu.Item onClick={onRotate}>Rotate</Menu.Item>}
        <Menu.Item color="red" onClick={ask}>
          Revoke
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
