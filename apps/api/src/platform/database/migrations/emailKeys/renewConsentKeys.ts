import type { QueryRunner } from 'typeorm';
import { outdatedKeys, query } from './outdatedKeys.js';

/** The strictest first, as everywhere. */
const STRICTEST = ['complained', 'unsubscribed', 'manual', 'bounced'];

/** Nobody who said no under one spelling is written to under another: the strictest reason of all spellings holds, since the earliest. */
export async function renewConsentKeys(runner: QueryRunner): Promise<void> {
  for (const { id, key } of await outdatedKeys(runner, 'consent_events', { id: 'id', key: 'address_key' }))
    await query(runner, 'UPDATE consent_events SET address_key = ? WHERE id = ?', [key, id]);
  const more = ', channel, address_key, reason, created_at';
  for (const row of await outdatedKeys(runner, 'suppressions', { id: 'workspace_id', key: 'address_key', more })) {
    const { id: workspaceId, channel, old, key, reason, created_at: since } = row;
    const [known] = await query<{ reason: string; created_at: string }>(
      runner,
      'SELECT reason, created_at FROM suppressions WHERE workspace_id = ? AND channel = ? AND address_key = ?',
      [workspaceId, channel, key],
    );
    if (!known) {
      await query(runner, 'UPDATE suppressions SET address_key = ? WHERE workspace_id = ? AND channel = ? AND address_key = ?', [
        key,
        workspaceId,
        channel,
        old,
      ]);
      continue;
    }
    const isStricter = STRICTEST.indexOf(reason ?? '') < STRICTEST.indexOf(known.reason);
    if (isStricter)
      await query(runner, 'UPDATE suppressions SET reason = ?, created_at = ? WHERE workspace_id = ? AND channel = ? AND address_key = ?', [
        reason,
        since,
        workspaceId,
        channel,
        key,
      ]);
    await query(runner, 'DELETE FROM suppressions WHERE workspace_id = ? AND channel = ? AND address_key = ?', [workspaceId, channel, old]);
  }
}
