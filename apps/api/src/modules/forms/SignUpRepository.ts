import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { SignUpContent } from './formContent.js';

export interface PendingSignUp {
  readonly id: string;
  readonly workspaceId: string;
  readonly formId: string;
  readonly addressKey: string;
  readonly content: SignUpContent;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** `handed`: it is on its way to the server of the sender, or a crash took the answer. It is not sent again. */
export type ConfirmationMail = 'waiting' | 'handed' | 'sent' | 'failed' | 'uncertain' | 'notAsked';

export interface ConfirmedRow {
  readonly id: string;
  readonly contactId: string;
  readonly confirmedAt: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

export const SIGN_UP_ORDER = { 's.confirmed_at': 'text', 's.id': 'text' } as const;

type Row = Omit<PendingSignUp, 'content'> & { readonly contentJson: string };

const COLUMNS = sql.raw(`id, workspace_id AS "workspaceId", form_id AS "formId", address_key AS "addressKey", content_json AS "contentJson",
  created_at AS "createdAt", expires_at AS "expiresAt"`);

/** The only file that queries sign-ups. */
@Injectable()
export class SignUpRepository {
  async insert(ctx: WorkspaceContext, signUp: Omit<PendingSignUp, 'workspaceId'>): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO form_sign_ups (id, workspace_id, form_id, mail, address_key, content_json, created_at, expires_at)
          VALUES (${signUp.id}, ${ctx.workspaceId}, ${signUp.formId}, 'waiting', ${signUp.addressKey}, ${JSON.stringify(signUp.content)},
            ${signUp.createdAt}, ${signUp.expiresAt})`,
    );
  }

  /** For whoever holds its link: of which workspace and form it is, and whether it was confirmed. Null when it is gone. */
  async findByLink(ctx: Context, id: string): Promise<{ workspaceId: string; formId: string; expiresAt: string | null } | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT workspace_id AS "workspaceId", form_id AS "formId", expires_at AS "expiresAt" FROM form_sign_ups WHERE id = ${id}`,
    );
  }

  /** Null when it is confirmed or gone, or when its mail is on its way. */
  async findUnsent(ctx: WorkspaceContext, id: string, now: string): Promise<PendingSignUp | null> {
    const row = await queryOne<Row>(
      ctx.manager,
      sql`SELECT ${COLUMNS} FROM form_sign_ups WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND mail = 'waiting' AND expires_at > ${now}`,
    );
    return row && pendingOf(row);
  }

  /** False when it was in another state. */
  async moveMail(ctx: WorkspaceContext, id: string, from: ConfirmationMail, to: ConfirmationMail): Promise<boolean> {
    const moved = await execute(
      ctx.manager,
      sql`UPDATE form_sign_ups SET mail = ${to} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND mail = ${from} AND confirmed_at IS NULL`,
    );
    return moved === 1;
  }

  /** What was typed goes to the contact and from here. Null when it was confirmed before, or is too old. */
  async take(ctx: WorkspaceContext, id: string, now: string): Promise<PendingSignUp | null> {
    const row = await queryOne<Row>(
      ctx.manager,
      sql`SELECT ${COLUMNS} FROM form_sign_ups WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND expires_at > ${now}`,
    );
    if (!row) return null;
    const taken = await execute(
      ctx.manager,
      sql`UPDATE form_sign_ups SET confirmed_at = ${now}, expires_at = NULL, address_key = NULL, content_json = NULL
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND expires_at > ${now}`,
    );
    return taken === 1 ? pendingOf(row) : null;
  }

  /** One row of a contact for each form: the newest. */
  async keepFor(ctx: WorkspaceContext, id: string, formId: string, contactId: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM form_sign_ups WHERE contact_id = ${contactId} AND form_id = ${formId} AND workspace_id || '' = ${ctx.workspaceId}`,
    );
    await execute(
      ctx.manager,
      sql`UPDATE form_sign_ups SET contact_id = ${contactId} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** Contacts that signed up with a form, the newest first; without those in the trash. */
  listConfirmed(ctx: WorkspaceContext, formId: string, cursor: string | undefined, limit: number): Promise<ConfirmedRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT s.id, s.contact_id AS "contactId", s.confirmed_at AS "confirmedAt", c.first_name AS "firstName", c.last_name AS "lastName",
            c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company
          FROM form_sign_ups s JOIN base_contacts c ON c.id = s.contact_id AND c.deleted_at IS NULL
          WHERE s.form_id = ${formId} AND s.workspace_id || '' = ${ctx.workspaceId} AND s.confirmed_at IS NOT NULL
            ${afterCursor(SIGN_UP_ORDER, cursor, 'desc')} ${orderAndLimit(SIGN_UP_ORDER, 'desc', limit)}`,
    );
  }

  /** What was typed with these addresses and never confirmed. */
  async listPending(ctx: WorkspaceContext, addressKeys: readonly string[]): Promise<PendingSignUp[]> {
    const rows = await queryRows<Row>(
      ctx.manager,
      sql`SELECT ${COLUMNS} FROM form_sign_ups
          WHERE workspace_id = ${ctx.workspaceId} AND address_key IN (${sql.list(addressKeys)}) ORDER BY id`,
    );
    return rows.map(pendingOf);
  }

  async erase(ctx: WorkspaceContext, addressKeys: readonly string[]): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM form_sign_ups WHERE workspace_id = ${ctx.workspaceId} AND address_key IN (${sql.list(addressKeys)})`,
    );
  }
}

function pendingOf({ contentJson, ...row }: Row): PendingSignUp {
  return { ...row, content: JSON.parse(contentJson) as SignUpContent };
}
