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
import { executeForEach, isPostgres, queryRows, sql } from '../../platform/database/sql.js';
const LOOKUP = 500;
const COLUMNS = [
    'id',
    'workspace_id',
    'created_on',
    'first_name',
    'last_name',
    'primary_email',
    'primary_phone',
    'company',
    'email_key',
    'phone_e164',
    'sort_name',
    'sort_company',
    'search_text',
    'source_import_id',
    'updated_at'
];
const CHANGED = [
    'first_name',
    'last_name',
    'primary_email',
    'primary_phone',
    'company',
    'email_key',
    'phone_e164',
    'sort_name',
    'sort_company',
    'search_text',
    'updated_at'
];
const insertOne = `INSERT INTO base_contacts (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(()=>'?').join(', ')})`;
const updateOne = `UPDATE base_contacts SET ${CHANGED.map((column)=>`${column} = ?`).join(', ')}, version = version + 1 WHERE id = ? AND workspace_id = ?`;
const insertMany = `INSERT INTO base_contacts (${COLUMNS.join(', ')}) SELECT ${COLUMNS.join(', ')} FROM json_to_recordset($1) AS r(${COLUMNS.map((column)=>`${column} text`).join(', ')})
  ON CONFLICT DO NOTHING RETURNING id`;
const updateMany = `UPDATE base_contacts c SET ${CHANGED.map((column)=>`${column} = r.${column}`).join(', ')}, version = c.version + 1
  FROM json_to_recordset($1) AS r(id text, ${CHANGED.map((column)=>`${column} text`).join(', ')}) WHERE c.id = r.id AND c.workspace_id = $2`;
export class ContactBatchRepository {
    async find(ctx, by, keys) {
        const column = sql.raw(by);
        const found = [];
        for(let start = 0; start < keys.length; start += LOOKUP){
            found.push(...await queryRows(ctx.manager, sql`SELECT id, first_name AS "firstName", last_name AS "lastName", primary_email AS "primaryEmail", primary_phone AS "primaryPhone", company,
                email_key AS "emailKey", phone_e164 AS "phoneE164" FROM base_contacts
              WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND ${column} IS NOT NULL AND ${column} IN (${sql.list(keys.slice(start, start + LOOKUP))})`));
        }
        return found;
    }
    /** Answers the ids that were written; one is missing when somebody else took its address or number at this very moment. */ async insert(ctx, contacts, importId, now) {
        const written = new Set(contacts.map((contact)=>contact.id));
        const rows = contacts.map(({ id, createdOn, fields, keys })=>[
                id,
                ctx.workspaceId,
                createdOn,
                ...fieldValues(fields),
                ...keyValues(keys),
                importId,
                now
            ]);
        if (!isPostgres(ctx.manager)) {
            await executeForEach(ctx.manager, insertOne, rows);
            return written;
        }
        if (rows.length === 0) return written;
        const inserted = await ctx.manager.query(insertMany, [
            JSON.stringify(rows.map((row)=>Object.fromEntries(COLUMNS.map((column, at)=>[
                        column,
                        row[at]
                    ]))))
        ]);
        return new Set(inserted.map((row)=>row.id));
    }
    async update(ctx, contacts, now) {
        const rows = contacts.map(({ id, fields, keys })=>[
                ...fieldValues(fields),
                ...keyValues(keys),
                now,
                id,
                ctx.workspaceId
            ]);
        if (!isPostgres(ctx.manager)) return executeForEach(ctx.manager, updateOne, rows);
        if (rows.length === 0) return;
        const named = rows.map((row)=>Object.fromEntries([
                ...CHANGED,
                'id'
            ].map((column, at)=>[
                    column,
                    row[at]
                ])));
        await ctx.manager.query(updateMany, [
            JSON.stringify(named),
            ctx.workspaceId
        ]);
    }
}
ContactBatchRepository = _ts_decorate([
    Injectable()
], ContactBatchRepository);
function fieldValues({ firstName, lastName, primaryEmail, primaryPhone, company }) {
    return [
        firstName,
        lastName,
        primaryEmail,
        primaryPhone,
        company
    ];
}
function keyValues({ emailKey, phoneE164, sortName, sortCompany, searchText }) {
    return [
        emailKey,
        phoneE164,
        sortName,
        sortCompany,
        searchText
    ];
}
