import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../platform/database/sql.js';
import { Invitation } from './entities/Invitation.js';

@Injectable()
export class InvitationRepository {
  /** Those not yet accepted, expired ones too: they can be sent again. */
  listOpen(ctx: WorkspaceContext): Promise<Invitation[]> {
    return ctx.manager
      .createQueryBuilder(Invitation, 'i')
      .where('i.workspaceId = :workspaceId AND i.acceptedAt IS NULL', { workspaceId: ctx.workspaceId })
      .orderBy('i.createdAt', 'DESC')
      .getMany();
  }

  find(ctx: WorkspaceContext, id: string): Promise<Invitation | null> {
    return ctx.manager.findOneBy(Invitation, { workspaceId: ctx.workspaceId, id });
  }

  findAnywhere(ctx: Context, id: string): Promise<Invitation | null> {
    return ctx.manager.findOneBy(Invitation, { id });
  }

  findByHash(ctx: Context, tokenHash: string): Promise<Invitation | null> {
    return ctx.manager.findOneBy(Invitation, [{ tokenHash }, { mailTokenHash: tokenHash }]);
  }

  /** One open invitation per address: a newer one replaces it, so that its old link stops working. */
  async replace(ctx: WorkspaceContext, invitation: Invitation): Promise<void> {
    await ctx.manager.delete(Invitation, { workspaceId: ctx.workspaceId, email: invitation.email });
    await ctx.manager.insert(Invitation, invitation);
  }

  async countOpen(ctx: WorkspaceContext): Promise<number> {
    const row = await queryOne<{ count: number | string }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS count FROM invitations WHERE workspace_id = ${ctx.workspaceId} AND accepted_at IS NULL`,
    );
    return Number(row?.count ?? 0);
  }

  /** New links and a new week. False when it was accepted or revoked meanwhile. */
  async renew(
    ctx: WorkspaceContext,
    id: string,
    input: Pick<Invitation, 'tokenHash' | 'mailTokenHash' | 'expiresAt' | 'invitedBy'>,
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE invitations SET token_hash = ${input.tokenHash}, mail_token_hash = ${input.mailTokenHash},
            expires_at = ${input.expiresAt}, invited_by = ${input.invitedBy}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND accepted_at IS NULL`,
    );
    return changed === 1;
  }

  /** Another mailed link; the one before stops working. */
  async renewMailLink(ctx: Context, id: string, mailTokenHash: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE invitations SET mail_token_hash = ${mailTokenHash} WHERE id = ${id} AND accepted_at IS NULL`,
    );
    return changed === 1;
  }

  async delete(ctx: WorkspaceContext, id: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`DELETE FROM invitations WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND accepted_at IS NULL`,
    );
    return changed === 1;
  }

  /** Those that a person sent and nobody has accepted: of one workspace, or of all. Answers how many. */
  deleteMadeBy(ctx: Context, userId: string, workspaceId?: string): Promise<number> {
    return execute(
      ctx.manager,
      sql`DELETE FROM invitations WHERE invited_by = ${userId} AND accepted_at IS NULL
          ${sql.if(workspaceId, () => sql`AND workspace_id = ${workspaceId}`)}`,
    );
  }

  /** True for the one caller who takes it: the check and the mark are one statement. */
  async take(ctx: Context, id: string, now: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE invitations SET accepted_at = ${now} WHERE id = ${id} AND accepted_at IS NULL AND expires_at > ${now}`,
    );
    return changed === 1;
  }
}
