import { columnTypes } from '../columns.js';
import { accountTables } from './initial/accountTables.js';
import { campaignTables } from './initial/campaignTables.js';
import { contactTables } from './initial/contactTables.js';
import { workTables } from './initial/workTables.js';
/** Every table of the first release. Tables and columns of the user's schema keep their names; the additions are explained in docs/ARCHITECTURE.md. */ export class Initial1764000000000 {
    async up(queryRunner) {
        const postgres = queryRunner.dataSource.options.type === 'postgres';
        const types = columnTypes(queryRunner.dataSource.options.type);
        for (const statement of [
            ...accountTables(types),
            ...contactTables(types, postgres),
            ...campaignTables(types),
            ...workTables(types, postgres)
        ]){
            await queryRunner.query(statement);
        }
    }
    async down() {
        throw new Error('The first migration cannot be undone: it would delete every table. Restore a backup instead.');
    }
}
