import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { execute, queryRows, sql } from '../../../platform/database/sql.js';
import type { Variant } from './AbTest.js';

type Row = Variant & { readonly campaignId: string };

/** campaign_variants, for CampaignRepository: they belong to a campaign as its audience does. In the order of the test. */
export async function loadVariants(ctx: Context, campaignIds: readonly string[]): Promise<Map<string, Variant[]>> {
  const found = new Map<string, Variant[]>();
  if (campaignIds.length === 0) return found;
  const rows = await queryRows<Row>(
    ctx.manager,
    sql`SELECT campaign_id AS "campaignId", id, name, subject, from_name AS "fromName", template_id AS "templateId", template_version_id AS "templateVersionId"
        FROM campaign_variants WHERE campaign_id IN (${sql.list(campaignIds)}) ORDER BY campaign_id, position`,
  );
  for (const { campaignId, ...variant } of rows) found.set(campaignId, [...(found.get(campaignId) ?? []), variant]);
  return found;
}

/** Those that stay keep their ids. */
export async function replaceVariants(ctx: Context, owner: OwnerOfVariants, variants: readonly Variant[], now: string): Promise<void> {
  await execute(ctx.manager, sql`DELETE FROM campaign_variants WHERE campaign_id = ${owner.campaignId}`);
  if (variants.length === 0) return;
  const values = variants.map(
    ({ id, name, subject, fromName, templateId, templateVersionId }, position) =>
      sql`(${id}, ${owner.workspaceId}, ${owner.campaignId}, ${position}, ${name}, ${subject}, ${fromName}, ${templateId}, ${templateVersionId}, ${now})`,
  );
  await execute(
    ctx.manager,
    sql`INSERT INTO campaign_variants (id, workspace_id, campaign_id, position, name, subject, from_name, template_id, template_version_id, created_at)
        VALUES ${sql.join(values, ', ')}`,
  );
}

interface OwnerOfVariants {
  readonly workspaceId: string;
  readonly campaignId: string;
}

/** The versions that will be sent. */
export async function pinVariants(ctx: Context, campaignId: string, versions: ReadonlyMap<string, string>): Promise<void> {
  for (const [id, versionId] of versions)
    await execute(
      ctx.manager,
      sql`UPDATE campaign_variants SET template_version_id = ${versionId} WHERE campaign_id = ${campaignId} AND id = ${id}`,
    );
}

/** How many variants use each of these templates, where their campaign does not count for it itself. */
export async function countVariantsByTemplate(ctx: WorkspaceContext, templateIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await queryRows<{ id: string; count: number }>(
    ctx.manager,
    sql`SELECT v.template_id AS id, COUNT(DISTINCT v.campaign_id) AS count FROM campaign_variants v JOIN campaigns c ON c.id = v.campaign_id
        WHERE v.workspace_id = ${ctx.workspaceId} AND v.template_id IN (${sql.list(templateIds)}) AND COALESCE(c.template_id, '') <> v.template_id
        GROUP BY v.template_id`,
  );
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

/** Copies for another campaign. */
export function copiedVariants(variants: readonly Variant[]): Variant[] {
  return variants.map((variant) => ({ ...variant, id: newId(), templateVersionId: null }));
}
