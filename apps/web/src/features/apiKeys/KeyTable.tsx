import { Table, Tooltip } from '@mantine/core';
import { API_KEY_UNUSED_DAYS } from '@rapport/common';
import { formatDay, plural } from '../../shared/format/format';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import type { ApiKey } from './apiKeyQueries';
import classes from './ApiKeys.module.css';
import { KeyMenu } from './KeyMenu';
import { scopeSummary } from './scopeWords';

interface KeyTableProps {
  keys: readonly ApiKey[];
  onEdit: (key: ApiKey) => void;
  onRotate: (key: ApiKey) => void;
}

/** Keys in use first, then what they replaced, then what has ended; within these the newest. */
export function KeyTable({ keys, onEdit, onRotate }: KeyTableProps) {
  const sorted = [...keys].sort((one, other) => rankOf(one) - rankOf(other));
  return (
    <Table className={classes.table} verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Key</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Last used</Table.Th>
          <Table.Th>
            <span className={classes.hidden}>Actions</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sorted.map((key) => (
          <KeyRow key={key.id} apiKey={key} onEdit={() => onEdit(key)} onRotate={() => onRotate(key)} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function KeyRow({ apiKey, onEdit, onRotate }: { apiKey: ApiKey; onEdit: () => void; onRotate: () => void }) {
  return (
    <Table.Tr className={apiKey.isLive ? undefined : classes.ended}>
      <Table.Td className={classes.key}>
        <span className={classes.name} dir="auto">
          {apiKey.description}
        </span>
        <span className={classes.prefix}>{apiKey.prefix}_…</span>
        <span className={classes.meta}>{scopeSummary(apiKey.scopes)}</span>
      </Table.Td>
      <Table.Td className={classes.state}>
        <Status kind="apiKey" value={apiKey.maker.isMember ? apiKey.state : 'makerLeft'} />
        <span className={classes.meta}>{stateDetail(apiKey)}</span>
        <span className={classes.meta}>
          {apiKey.maker.isMember ? `Created by ${apiKey.maker.name}` : `${apiKey.maker.name} is no longer a member`}
        </span>
      </Table.Td>
      <Table.Td className={classes.used}>
        {apiKey.lastUsedAt ? <RelativeTime iso={apiKey.lastUsedAt} /> : <span className={classes.meta}>Never used</span>}
        {apiKey.isUnused && <span className={classes.unused}>Unused for {plural(API_KEY_UNUSED_DAYS, 'day')}</span>}
        {apiKey.lastUsedAt && (
          <Tooltip label={`${apiKey.lastUsedRoute ?? ''} from ${apiKey.lastUsedAddress ?? 'an unknown address'}`} multiline maw={360}>
            <span className={classes.route} tabIndex={0}>
              {shortRoute(apiKey.lastUsedRoute)}
            </span>
          </Tooltip>
        )}
        {apiKey.lastUsedAt && <span className={classes.meta}>{apiKey.lastUsedAddress}</span>}
      </Table.Td>
      <Table.Td className={classes.actions}>{apiKey.isLive && <KeyMenu apiKey={apiKey} onEdit={onEdit} onRotate={onRotate} />}</Table.Td>
    </Table.Tr>
  );
}

function stateDetail({ state, expiresAt, revokedAt, isLive }: ApiKey): string {
  if (state === 'revoked' && revokedAt) return formatDay(revokedAt);
  if (expiresAt === null) return 'Never expires';
  if (state === 'replaced') return `${isLive ? 'Works until' : 'Ended'} ${formatDay(expiresAt)}`;
  return `${isLive ? 'Expires' : 'Since'} ${formatDay(expiresAt)}`;
}

function rankOf({ isLive, state }: ApiKey): number {
  if (!isLive) return 2;
  return state === 'replaced' ? 1 : 0;
}

/** `GET /contacts/:id`: within the workspace every path begins alike. */
function shortRoute(route: string | null): string {
  return (route ?? '').replace('/api/v1/workspaces/:workspaceId', '') || '';
}
