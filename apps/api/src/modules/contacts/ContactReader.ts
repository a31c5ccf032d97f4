import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { isPostgres, queryOneShort, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { ContactDto } from './ContactDtos.js';
import { contactMerged, contactNotFound } from './contactErrors.js';
import { ContactPartReferences, type CustomFieldValue } from './ContactPartReferences.js';
import { ContactPointRepository, type StoredPoint } from './ContactPointRepository.js';
import { ContactRepository, ERASING, type ListMembership, membershipOf, type MembershipRow } from './ContactRepository.js';
import { contactColumns, type ContactRow } from './contactRows.js';
import { ContactSuccessors } from './ContactSuccessors.js';
import { presentContact } from './presentContact.js';

/** A contact with what belongs to it. */
export interface WholeContact {
  readonly row: ContactRow;
  readonly memberships: ListMembership[];
  readonly customFields: CustomFieldValue[];
  readonly points: StoredPoint[];
}

/** Rows of the parts, as PostgreSQL writes them into one answer: null where there are none. */
interface Parts {
  readonly memberships: MembershipRow[] | null;
  readonly customFields: CustomFieldValue[] | null;
  readonly points: StoredPoint[] | null;
}

/** Reads one contact with everything that its page shows. */
@Injectable()
export class ContactReader {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly points: ContactPointRepository,
    private readonly parts: ContactPartReferences,
    private readonly successors: ContactSuccessors,
  ) {}

  /** To PostgreSQL each statement is a way there and back, so it is asked once; SQLite answers four short ones faster than a long one. */
  async read(ctx: WorkspaceContext, id: string): Promise<WholeContact | null> {
    if (isPostgres(ctx.manager)) return this.readAtOnce(ctx, id);
    const row = await this.contacts.find(ctx, id);
    return row && this.complete(ctx, row);
  }

  /** @throws AppError 410 with the contact that stands for one that was merged, since links outlive contacts; else 404. */
  async require(ctx: WorkspaceContext, id: string): Promise<WholeContact> {
    const whole = await this.read(ctx, id);
    if (whole) return whole;
    const successor = await this.successors.find(ctx, id);
    throw successor === null ? contactNotFound() : contactMerged(successor);
  }

  /** The rest of a contact whose row is known. */
  async complete(ctx: WorkspaceContext, row: ContactRow): Promise<WholeContact> {
    const memberships = await this.contacts.listMemberships(ctx, [row.id]);
    const customFields = await this.parts.customFields.load(ctx, row.id);
    return { row, memberships, customFields, points: await this.points.listOf(ctx, [row.id]) };
  }

  /** As its page shows it, with who else has its numbers. */
  async present(ctx: WorkspaceContext, { row, memberships, customFields, points }: WholeContact): Promise<ContactDto> {
    const numbers = [row.phoneE164, ...points.map(({ kind, key }) => (kind === 'phone' ? key : null))].filter((key) => key !== null);
    return presentContact(row, memberships, customFields, { points, sharers: await this.points.listSharers(ctx, row.id, numbers) });
  }

  private async readAtOnce(ctx: WorkspaceContext, id: string): Promise<WholeContact | null> {
    const found = await queryOneShort<ContactRow & Parts>(
      ctx.manager,
      sql`SELECT ${contactColumns}, (${asJson(this.contacts.selectMemberships(ctx, [id], null))}) AS memberships,
            (${asJson(this.parts.customFields.selectValues(ctx, id))}) AS "customFields", (${asJson(this.points.select(ctx, [id]))}) AS points
          FROM base_contacts c WHERE c.id = ${id} AND c.workspace_id = ${ctx.workspaceId} AND COALESCE(c.deleted_at, '') <> ${ERASING}`,
    );
    if (!found) return null;
    const { memberships, customFields, points, ...row } = found;
    return { row, memberships: (memberships ?? []).map(membershipOf), customFields: customFields ?? [], points: points ?? [] };
  }
}

/** The rows of a SELECT in their order as one JSON value; NULL for none. PostgreSQL alone. */
function asJson(select: SqlFragment): SqlFragment {
  return sql`SELECT json_agg(r) FROM (${select}) r`;
}
