/** A piece of SQL with its parameters; `?` or `$n` is chosen when it runs. */ export class SqlFragment {
    constructor(strings, values){
        this.strings = strings;
        this.values = values;
    }
}
const empty = new SqlFragment([
    ''
], []);
export const sql = Object.assign((strings, ...values)=>new SqlFragment(strings, values.map((value)=>value === undefined ? null : value)), {
    raw: (text)=>new SqlFragment([
            text
        ], []),
    list: (values)=>values.length === 0 ? new SqlFragment([
            'NULL'
        ], []) : new SqlFragment(separators(values.length, ', '), values),
    join: (fragments, separator)=>fragments.length === 0 ? empty : new SqlFragment(separators(fragments.length, separator), fragments),
    if: (condition, fragment)=>{
        if (!condition) return empty;
        return typeof fragment === 'function' ? fragment() : fragment;
    },
    empty
});
/** Rows of a SELECT or of a statement with RETURNING. */ export async function queryRows(manager, fragment) {
    return (await run(manager, fragment)).rows;
}
/** The first row, or null. */ export async function queryOne(manager, fragment) {
    const rows = await queryRows(manager, fragment);
    return rows[0] ?? null;
}
/** Runs a statement; answers how many rows it changed. */ export async function execute(manager, fragment) {
    return (await run(manager, fragment)).affected;
}
function run(manager, fragment) {
    const { text, parameters } = render(fragment, isPostgres(manager));
    return manager.dataSource.execute(text, parameters, manager.queryRunner);
}
/** One statement with `?` for many rows, inside a transaction. SQLite only (see SerialisedSqliteRunner.runForEach). */ export async function executeForEach(manager, statement, rows) {
    await manager.dataSource.runForEach(statement, rows, manager.queryRunner);
}
export function isPostgres(manager) {
    return manager.dataSource.options.type === 'postgres';
}
/** The text and parameters of a fragment in one engine's dialect. Exported for tests and for code that holds a raw connection. */ export function render(fragment, postgres) {
    const parameters = [];
    const text = renderInto(fragment, parameters, postgres);
    return {
        text,
        parameters
    };
}
function renderInto(fragment, parameters, postgres) {
    let text = fragment.strings[0] ?? '';
    for(let i = 0; i < fragment.values.length; i += 1){
        const value = fragment.values[i];
        if (value instanceof SqlFragment) text += renderInto(value, parameters, postgres);
        else {
            parameters.push(bind(value, postgres));
            text += postgres ? `$${parameters.length}` : '?';
        }
        text += fragment.strings[i + 1] ?? '';
    }
    return text;
}
function bind(value, postgres) {
    if (value === undefined) return null;
    if (typeof value === 'boolean') return postgres ? value : Number(value);
    if (value instanceof Date) return value.toISOString();
    return value;
}
function separators(count, separator) {
    return [
        '',
        ...Array.from({
            length: count - 1
        }, ()=>separator),
        ''
    ];
}
