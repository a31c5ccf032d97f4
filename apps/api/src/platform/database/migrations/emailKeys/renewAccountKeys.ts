import type { QueryRunner } from 'typeorm';
import { outdatedKeys, query } from './outdatedKeys.js';

/** Accounts sign in by their address, so an account whose new key another one has keeps the old; the operator can delete one of them. */
export async function renewAccountKeys(runner: QueryRunner): Promise<void> {
  for (const { id, key } of await outdatedKeys(runner, 'users', { id: 'id', key: 'email' })) {
    const [taken] = await query(runner, 'SELECT id FROM users WHERE email = ?', [key]);
    if (!taken) await query(runner, 'UPDATE users SET email = ? WHERE id = ?', [key, id]);
  }
  for (const { id, key, workspace_id: workspaceId } of await outdatedKeys(runner, 'invitations', {
    id: 'id',
    key: 'email',
    more: ', workspace_id',
  })) {
    const [taken] = await query(runner, 'SELECT id FROM invitations WHERE workspace_id = ? AND email = ?', [workspaceId, key]);
    if (taken) await query(runner, 'DELETE FROM invitations WHERE id = ?', [id]);
    else await query(runner, 'UPDATE invitations SET email = ? WHERE id = ?', [key, id]);
  }
  for (const { id, key } of await outdatedKeys(runner, 'registration_links', { id: 'token_hash', key: 'email' }))
    await query(runner, 'UPDATE registration_links SET email = ? WHERE token_hash = ?', [key, id]);
  for (const { id, key } of await outdatedKeys(runner, 'system_mails', { id: 'id', key: 'recipient' }))
    await query(runner, 'UPDATE system_mails SET recipient = ? WHERE id = ?', [key, id]);
}
