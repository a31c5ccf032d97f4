import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOneShort, queryRows, sql } from '../../platform/database/sql.js';
import type { FormContent, StoredForm } from './formContent.js';

interface Row {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly contentJson: string;
  readonly isActive: boolean | number;
  readonly version: number;
  readonly submittedCount: number;
  readonly confirmedCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const COLUMNS =
  sql.raw(`f.id, f.workspace_id AS "workspaceId", f.name, f.content_json AS "contentJson", f.is_active AS "isActive", f.version,
  f.submitted_count AS "submittedCount", f.confirmed_count AS "confirmedCount", f.created_at AS "createdAt", f.updated_at AS "updatedAt"`);

/** The only file that queries forms. */
@Injectable()
export class FormRepository {
  /** By their names: there are 100 at most. */
  async list(ctx: WorkspaceContext): Promise<StoredForm[]> {
    const rows = await queryRows<Row>(
      ctx.manager,
      sql`SELECT ${COLUMNS} FROM subscription_forms f WHERE f.workspace_id = ${ctx.workspaceId} ORDER BY f.name, f.id`,
    );
    return rows.map(formOf);
  }

  async find(ctx: WorkspaceContext, id: string): Promise<StoredForm | null> {
    const row = await queryOneShort<Row>(
      ctx.manager,
      sql`SELECT ${COLUMNS} FROM subscription_forms f WHERE f.id = ${id} AND f.workspace_id = ${ctx.workspaceId}`,
    );
    return row && formOf(row);
  }

  /** For visitors, who belong to no workspace. Null also when its workspace has been deleted. */
  async findPublic(ctx: Context, id: string): Promise<StoredForm | null> {
    const row = await queryOneShort<Row>(
      ctx.manager,
      sql`SELECT ${COLUMNS} FROM subscription_forms f JOIN workspaces w ON w.id = f.workspace_id AND w.deleted_at IS NULL WHERE f.id = ${id}`,
    );
    return row && formOf(row);
  }

  async insert(ctx: WorkspaceContext, form: StoredForm): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO subscription_forms (id, workspace_id, name, content_json, is_active, version, created_at, updated_at)
          VALUES (${form.id}, ${ctx.workspaceId}, ${form.name}, ${contentOf(form)}, ${form.isActive}, 1, ${form.createdAt}, ${form.createdAt})`,
    );
  }

  /** False when it has another version by now. */
  async update(ctx: WorkspaceContext, form: StoredForm): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE subscription_forms SET name = ${form.name}, content_json = ${contentOf(form)}, is_active = ${form.isActive},
            version = ${form.version + 1}, updated_at = ${form.updatedAt}
          WHERE id = ${form.id} AND workspace_id = ${ctx.workspaceId} AND version = ${form.version}`,
    );
    return changed === 1;
  }

  /** False when people have signed up with it. */
  async delete(ctx: WorkspaceContext, id: string): Promise<boolean> {
    const deleted = await execute(
      ctx.manager,
      sql`DELETE FROM subscription_forms WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND confirmed_count = 0`,
    );
    return deleted === 1;
  }

  async count(ctx: WorkspaceContext, id: string, what: 'submitted' | 'confirmed'): Promise<void> {
    const column = sql.raw(`${what}_count`);
    await execute(
      ctx.manager,
      sql`UPDATE subscription_forms SET ${column} = ${column} + 1 WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }
}

function formOf({ contentJson, isActive, version, submittedCount, confirmedCount, ...row }: Row): StoredForm {
  return {
    // Forms from before had none of their own.
    ...{ language: null },
    ...(JSON.parse(contentJson) as FormContent),
    ...row,
    isActive: Boolean(isActive),
    version: Number(version),
    submittedCount: Number(submittedCount),
    confirmedCount: Number(confirmedCount),
  };
}

function contentOf({
  language,
  title,
  intro,
  consentText,
  buttonLabel,
  confirmedText,
  fields,
  listIds,
  topicIds,
  redirectUrl,
}: FormContent): string {
  const content: FormContent = { language, title, intro, consentText, buttonLabel, confirmedText, fields, listIds, topicIds, redirectUrl };
  return JSON.stringify(content);
}
