import { readEmail } from '@rapport/common';
import type { QueryRunner } from 'typeorm';
import { newId } from '../../ids.js';
import { outdatedKeys, query } from './outdatedKeys.js';

/**
 * Where two live contacts turn out to have one address, both stay: the one that came first keeps it as its primary one, the later one has
 * it as a further address, labelled, and is not mailed a second time.
 */
export async function renewContactKeys(runner: QueryRunner): Promise<void> {
  const more = ', workspace_id, primary_email, deleted_at';
  const now = new Date().toISOString();
  for (const row of await outdatedKeys(runner, 'base_contacts', { id: 'id', key: 'email_key', more })) {
    const { id, key, workspace_id: workspaceId, primary_email: typed, deleted_at: deletedAt } = row;
    const reading = readEmail(typed ?? '');
    const address = 'email' in reading ? reading.email.address : typed;
    const taken =
      deletedAt === null &&
      (
        await query(runner, 'SELECT id FROM base_contacts WHERE workspace_id = ? AND email_key = ? AND deleted_at IS NULL', [
          workspaceId,
          key,
        ])
      ).length > 0;
    if (!taken) {
      await query(runner, 'UPDATE base_contacts SET email_key = ?, primary_email = ? WHERE id = ?', [key, address, id]);
      continue;
    }
    await query(runner, 'UPDATE base_contacts SET email_key = NULL, primary_email = NULL WHERE id = ?', [id]);
    await query(
      runner,
      `INSERT INTO contact_points (id, workspace_id, contact_id, kind, value, point_key, label, state, created_at) VALUES (?, ?, ?, 'email', ?, ?, 'Duplicate', 'active', ?)`,
      [newId(), workspaceId, id, address, key, now],
    );
  }
  await renewLedger(runner);
}

/** Rows of campaigns: the address is what it was, the key decides whether it may still be mailed. Of two, the later keeps the old key, which matches nobody. */
async function renewLedger(runner: QueryRunner): Promise<void> {
  for (const { id, key, campaign_id: campaignId, channel } of await outdatedKeys(runner, 'campaign_recipients', {
    id: 'id',
    key: 'address_key',
    more: ', campaign_id, channel',
  })) {
    const [taken] = await query(runner, 'SELECT id FROM campaign_recipients WHERE campaign_id = ? AND channel = ? AND address_key = ?', [
      campaignId,
      channel,
      key,
    ]);
    if (!taken) await query(runner, 'UPDATE campaign_recipients SET address_key = ? WHERE id = ?', [key, id]);
  }
}
