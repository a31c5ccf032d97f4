import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../platform/database/sql.js';

export interface AiSettingsRow {
  readonly baseUrl: string;
  readonly model: string;
  readonly isOn: boolean | number;
  readonly allowedFields: string;
  readonly monthTokens: number | string;
  readonly monthCost: number | string | null;
  readonly inputPrice: number | string;
  readonly outputPrice: number | string;
  readonly currency: string;
}

/** The only file that queries ai_settings. */
@Injectable()
export class AiSettingsRepository {
  find(ctx: WorkspaceContext): Promise<AiSettingsRow | null> {
    return queryOne<AiSettingsRow>(
      ctx.manager,
      sql`SELECT base_url AS "baseUrl", model, is_on AS "isOn", allowed_fields AS "allowedFields", month_tokens AS "monthTokens",
            month_cost AS "monthCost", input_price AS "inputPrice", output_price AS "outputPrice", currency
          FROM ai_settings WHERE workspace_id = ${ctx.workspaceId}`,
    );
  }

  async put(ctx: WorkspaceContext, row: AiSettingsRow, now: string): Promise<void> {
    const { baseUrl, model, isOn, allowedFields, monthTokens, monthCost, inputPrice, outputPrice, currency } = row;
    await execute(
      ctx.manager,
      sql`INSERT INTO ai_settings (workspace_id, base_url, model, is_on, allowed_fields, month_tokens, month_cost, input_price, output_price, currency, updated_at)
          VALUES (${ctx.workspaceId}, ${baseUrl}, ${model}, ${isOn}, ${allowedFields}, ${monthTokens}, ${monthCost}, ${inputPrice}, ${outputPrice}, ${currency}, ${now})
          ON CONFLICT (workspace_id) DO UPDATE SET base_url = excluded.base_url, model = excluded.model, is_on = excluded.is_on,
            allowed_fields = excluded.allowed_fields, month_tokens = excluded.month_tokens, month_cost = excluded.month_cost,
            input_price = excluded.input_price, output_price = excluded.output_price, currency = excluded.currency, updated_at = excluded.updated_at`,
    );
  }

  /** Holds the row until the transaction ends: of two questions at once, one sees what the other reserves. */
  async lock(ctx: WorkspaceContext): Promise<void> {
    await execute(ctx.manager, sql`UPDATE ai_settings SET model = model WHERE workspace_id = ${ctx.workspaceId}`);
  }
}
