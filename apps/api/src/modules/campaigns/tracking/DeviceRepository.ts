import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { execute, queryRows, sql } from '../../../platform/database/sql.js';
import type { Device } from './devices.js';

/** By how much the figures of a kind of device grow. `opened`, `clicked`: recipients; `opens`, `clicks`: how often. */
export interface DeviceGrowth extends Device {
  readonly opened: number;
  readonly clicked: number;
  readonly opens: number;
  readonly clicks: number;
}

/** campaign_devices: on what messages of a campaign were opened and clicked. */
@Injectable()
export class DeviceRepository {
  /** In the order of their keys, so that two who do it at once wait for each other and not both. */
  async grow(ctx: WorkspaceContext, campaignId: string, growth: readonly DeviceGrowth[]): Promise<void> {
    for (const { kind, system, app, opened, clicked, opens, clicks } of growth.toSorted((one, other) =>
      keyOf(one) < keyOf(other) ? -1 : 1,
    ))
      await execute(
        ctx.manager,
        sql`INSERT INTO campaign_devices (id, workspace_id, campaign_id, kind, system, app, opened, clicked, opens, clicks)
            VALUES (${newId()}, ${ctx.workspaceId}, ${campaignId}, ${kind}, ${system}, ${app}, ${opened}, ${clicked}, ${opens}, ${clicks})
            ON CONFLICT (campaign_id, kind, system, app) DO UPDATE SET opened = campaign_devices.opened + excluded.opened,
              clicked = campaign_devices.clicked + excluded.clicked, opens = campaign_devices.opens + excluded.opens,
              clicks = campaign_devices.clicks + excluded.clicks`,
      );
  }

  /** Those with most opens and clicks first; there are no more combinations than some dozens. */
  async list(ctx: WorkspaceContext, campaignId: string): Promise<DeviceGrowth[]> {
    const rows = await queryRows<DeviceGrowth>(
      ctx.manager,
      sql`SELECT kind, system, app, opened, clicked, opens, clicks FROM campaign_devices
          WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} ORDER BY opened + clicked DESC, opens + clicks DESC, id LIMIT 200`,
    );
    return rows.map((row) => ({
      ...row,
      opened: Number(row.opened),
      clicked: Number(row.clicked),
      opens: Number(row.opens),
      clicks: Number(row.clicks),
    }));
  }
}

export function keyOf({ kind, system, app }: Device): string {
  return `${kind} ${system} ${app}`;
}
