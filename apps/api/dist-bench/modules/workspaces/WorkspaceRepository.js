function _ts_decorate(decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") {
        r = Reflect.decorate(decorators, target, key, desc);
    } else {
        for(var i = decorators.length - 1; i >= 0; i--){
            if (d = decorators[i]) {
                r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
            }
        }
    }
    return c > 3 && r && Object.defineProperty(target, key, r), r;
}
import { Injectable } from '@nestjs/common';
import { queryRows, sql } from '../../platform/database/sql.js';
import { Invitation } from './entities/Invitation.js';
import { Workspace } from './entities/Workspace.js';
import { WorkspaceMember } from './entities/WorkspaceMember.js';
export class WorkspaceRepository {
    async listMemberships(ctx, userId) {
        const rows = await queryRows(ctx.manager, sql`SELECT w.id, w.name, m.role, w.is_sample FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
          WHERE m.user_id = ${userId} ORDER BY w.is_sample, w.name, w.id`);
        return rows.map((row)=>({
                id: row.id,
                name: row.name,
                role: row.role,
                isSample: Boolean(row.is_sample)
            }));
    }
    findById(ctx, id) {
        return ctx.manager.findOneBy(Workspace, {
            id
        });
    }
    findByOwnerAndName(ctx, userId, name) {
        return ctx.manager.findOneBy(Workspace, {
            userId,
            name
        });
    }
    findSample(ctx, userId) {
        return ctx.manager.findOneBy(Workspace, {
            userId,
            isSample: true
        });
    }
    async insert(ctx, workspace) {
        await ctx.manager.insert(Workspace, workspace);
    }
    async update(ctx, changes) {
        if (Object.keys(changes).length > 0) await ctx.manager.update(Workspace, {
            id: ctx.workspaceId
        }, changes);
    }
    async delete(ctx, id) {
        await ctx.manager.delete(Workspace, {
            id
        });
    }
    listMembers(ctx) {
        return queryRows(ctx.manager, sql`SELECT u.id AS "userId", COALESCE(u.name, u.email) AS name, u.email, m.role, m.joined_at AS "joinedAt"
          FROM workspace_members m JOIN users u ON u.id = m.user_id
          WHERE m.workspace_id = ${ctx.workspaceId} ORDER BY m.joined_at, u.id`);
    }
    findMember(ctx, userId) {
        return ctx.manager.findOneBy(WorkspaceMember, {
            workspaceId: ctx.workspaceId,
            userId
        });
    }
    async insertMember(ctx, member) {
        await ctx.manager.insert(WorkspaceMember, member);
    }
    async updateRole(ctx, userId, role) {
        await ctx.manager.update(WorkspaceMember, {
            workspaceId: ctx.workspaceId,
            userId
        }, {
            role
        });
    }
    async deleteMember(ctx, userId) {
        await ctx.manager.delete(WorkspaceMember, {
            workspaceId: ctx.workspaceId,
            userId
        });
    }
    listOpenInvitations(ctx) {
        return ctx.manager.createQueryBuilder(Invitation, 'i').where('i.workspaceId = :workspaceId AND i.acceptedAt IS NULL', {
            workspaceId: ctx.workspaceId
        }).orderBy('i.createdAt', 'DESC').getMany();
    }
    findInvitationByHash(ctx, tokenHash) {
        return ctx.manager.findOneBy(Invitation, {
            tokenHash
        });
    }
    /** One open invitation per address: a newer one replaces it, so that its old link stops working. */ async replaceInvitation(ctx, invitation) {
        await ctx.manager.delete(Invitation, {
            workspaceId: ctx.workspaceId,
            email: invitation.email
        });
        await ctx.manager.insert(Invitation, invitation);
    }
    async deleteInvitation(ctx, id) {
        return ((await ctx.manager.delete(Invitation, {
            workspaceId: ctx.workspaceId,
            id
        })).affected ?? 0) > 0;
    }
    /** True for the one caller who takes it: the check and the mark are one statement. */ async takeInvitation(ctx, id, now) {
        const rows = await queryRows(ctx.manager, sql`UPDATE invitations SET accepted_at = ${now} WHERE id = ${id} AND accepted_at IS NULL AND expires_at > ${now} RETURNING id`);
        return rows.length > 0;
    }
}
WorkspaceRepository = _ts_decorate([
    Injectable()
], WorkspaceRepository);
