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
import { decodeCursor, encodeCursor } from '../../platform/database/keyset.js';
import { isPostgres, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import { candidateSets, whereContact } from './contactFilters.js';
import { contactColumns } from './contactRows.js';
import { sortOrder } from './contactSorts.js';
/** Up to this many candidates are fetched and sorted (some 10 ms); with more, the first page comes sooner by walking the sort order. */ const SMALL_SET = 5_000;
export class ContactListReader {
    async list(ctx, request) {
        const { limit, cursor } = request;
        const order = sortOrder(request.sort);
        const source = await this.chooseSource(ctx, request.filter);
        const place = cursor === undefined ? null : placeOf(cursor);
        const rows = [];
        if (place?.part !== 'rest') rows.push(...await this.readSorted(ctx, source, request, order));
        if (order.isNullable && rows.length <= limit) {
            rows.push(...await this.readRest(ctx, source, request, {
                order,
                afterId: place?.part === 'rest' ? place.id : null,
                limit: limit - rows.length
            }));
        }
        const kept = rows.slice(0, limit);
        const last = kept.at(-1);
        return {
            items: kept,
            nextCursor: rows.length > limit && last ? cursorOf(last) : null
        };
    }
    async count(ctx, filter) {
        const source = await this.chooseSource(ctx, filter);
        const row = await queryOne(ctx.manager, sql`SELECT COUNT(*) AS total FROM ${source} WHERE ${this.where(ctx, filter)}`);
        return row?.total ?? 0;
    }
    /** Ids of the filter in order of id, for work that goes through all of them. */ async listIds(ctx, filter, after, limit) {
        const rows = await queryRows(ctx.manager, sql`SELECT c.id FROM base_contacts c WHERE ${this.where(ctx, filter)} ${sql.if(after, sql`AND c.id > ${after}`)} ORDER BY c.id LIMIT ${limit}`);
        return rows.map((row)=>row.id);
    }
    /** Rows that have the value of the sort column. */ readSorted(ctx, source, { filter, limit, cursor }, order) {
        const place = cursor === undefined ? null : placeOf(cursor);
        const column = sql.raw(`c.${order.column}`);
        const direction = sql.raw(order.direction.toUpperCase());
        const comparison = sql.raw(order.direction === 'asc' ? '>' : '<');
        return queryRows(ctx.manager, sql`SELECT ${contactColumns}, ${column} AS "sortKey" FROM ${source}
          WHERE ${this.where(ctx, filter)} ${sql.if(order.isNullable, sql`AND ${column} IS NOT NULL`)}
            ${sql.if(place?.part === 'sorted', ()=>sql`AND (${column}, c.id) ${comparison} (${place?.key ?? null}, ${place?.id ?? null})`)}
          ORDER BY ${column} ${direction}, c.id ${direction} LIMIT ${limit + 1}`);
    }
    /** Rows without it, which come last in both directions. */ readRest(ctx, source, { filter }, { order, afterId, limit }) {
        return queryRows(ctx.manager, sql`SELECT ${contactColumns}, NULL AS "sortKey" FROM ${source}
          WHERE ${this.where(ctx, filter)} AND ${sql.raw(`c.${order.column}`)} IS NULL ${sql.if(afterId, sql`AND c.id > ${afterId}`)}
          ORDER BY c.id LIMIT ${limit + 1}`);
    }
    where(ctx, filter) {
        return whereContact(ctx, filter, isPostgres(ctx.manager));
    }
    /**
   * SQLite's planner does not weigh a LIMIT against the size of a match, so the choice is made here: the first filter that
   * leaves few candidates leads, else the rows are walked in their order, where a page is soon full.
   */ async chooseSource(ctx, filter) {
        if (isPostgres(ctx.manager)) return sql`base_contacts c`;
        for (const candidates of candidateSets(ctx, filter)){
            const found = await queryOne(ctx.manager, sql`SELECT COUNT(*) AS n FROM (${candidates} LIMIT ${SMALL_SET + 1})`);
            if ((found?.n ?? 0) <= SMALL_SET) return sql`(${candidates}) k CROSS JOIN base_contacts c ON c.search_id = k.search_id`;
        }
        return sql`base_contacts c`;
    }
}
ContactListReader = _ts_decorate([
    Injectable()
], ContactListReader);
/** A cursor is (key, id) among the rows that have the value, (id) among the rest. */ function cursorOf(row) {
    return row.sortKey === null ? encodeCursor([
        'rest',
        '',
        row.id
    ]) : encodeCursor([
        'sorted',
        row.sortKey,
        row.id
    ]);
}
function placeOf(cursor) {
    const [part, key, id] = decodeCursor(cursor, 3);
    return {
        part: part === 'rest' ? 'rest' : 'sorted',
        key: String(key),
        id: String(id)
    };
}
