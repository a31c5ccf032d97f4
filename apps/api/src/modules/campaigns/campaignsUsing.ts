import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRows, sql } from '../../platform/database/sql.js';
import type { TemplateUse, TemplateUseFinder } from '../templates/TemplateReferences.js';

interface UseRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly schedule: string | null;
  readonly seriesId: string | null;
  readonly version: number | null;
  readonly label: string | null;
}

/** Campaigns that are written from a template, or one of whose variants is. */
export const campaignsUsing: TemplateUseFinder = async (ctx: WorkspaceContext, templateId, { after, most }) => {
  const rows = await queryRows<UseRow>(
    ctx.manager,
    sql`SELECT c.id, c.name, c.status, c.schedule_json AS schedule, c.series_id AS "seriesId", v.version, v.label
        FROM campaigns c
        LEFT JOIN campaign_variants a ON a.campaign_id = c.id AND a.template_id = ${templateId} AND COALESCE(c.template_id, '') <> ${templateId}
          AND a.position = (SELECT MIN(b.position) FROM campaign_variants b WHERE b.campaign_id = c.id AND b.template_id = ${templateId})
        LEFT JOIN template_versions v ON v.id = CASE WHEN c.template_id = ${templateId} THEN c.template_version_id ELSE a.template_version_id END
        WHERE c.workspace_id = ${ctx.workspaceId} ${sql.if(after, sql`AND c.id < ${after ?? ''}`)}
          AND c.id IN (
            SELECT u.id FROM campaigns u WHERE u.workspace_id = ${ctx.workspaceId} AND u.template_id = ${templateId}
            UNION SELECT w.campaign_id FROM campaign_variants w WHERE w.workspace_id = ${ctx.workspaceId} AND w.template_id = ${templateId}
          )
        ORDER BY c.id DESC LIMIT ${most}`,
  );
  return rows.map(useOf);
};

function useOf({ id, name, status, schedule, seriesId, version, label }: UseRow): TemplateUse {
  const isRecurring = schedule !== null && (JSON.parse(schedule) as { kind?: string }).kind === 'recurring';
  const isSeries = isRecurring && seriesId === null;
  return {
    kind: isSeries ? 'series' : 'campaign',
    id,
    name,
    status,
    pinned: version === null ? null : { version: Number(version), label },
  };
}
