/** A mistake in how the database is used, or a database that cannot be used. The code is stable, the message is one sentence for a person. */ export class DatabaseUsageError extends Error {
    constructor(code, message){
        super(message), this.code = code;
        this.name = 'DatabaseUsageError';
    }
}
export function queryOutsideTransaction(query) {
    return new DatabaseUsageError('database.queryOutsideTransaction', `A query ran outside the open transaction, from code that runs inside it: use the inner ctx.manager. Query: ${query.slice(0, 200)}`);
}
export function transactionEnded(query) {
    return new DatabaseUsageError('database.transactionEnded', `A query came after its transaction had ended; a promise was not awaited. Query: ${query.slice(0, 200)}`);
}
