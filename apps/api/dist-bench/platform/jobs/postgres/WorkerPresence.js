import pg from 'pg';
const SWEEP_MS = 5_000;
const RECONNECT_MS = 1_000;
/** A pool announces itself milliseconds after it is made; what was locked that recently may not be announced yet. */ const GRACE = `interval '3 seconds'`;
/**
 * Frees the jobs of worker processes that died. graphile-worker itself waits four hours before it believes that.
 *
 * Every process holds an advisory lock under the id of its worker pool on a connection of its own; the server drops the lock
 * with the connection, however the process ended. Whoever can take the lock of a pool that still has locked jobs knows that
 * it is dead. A process that is only frozen keeps its connection, and so its jobs.
 */ export class WorkerPresence {
    constructor(url, logger){
        this.url = url;
        this.logger = logger;
        this.poolIds = new Set();
        this.client = null;
        this.timer = null;
        this.isClosed = false;
        this.sweeping = Promise.resolve();
    }
    announce(poolId) {
        this.poolIds.add(poolId);
        void this.connect();
    }
    async close() {
        this.isClosed = true;
        if (this.timer) clearInterval(this.timer);
        await this.sweeping;
        await this.client?.end();
    }
    async connect() {
        if (this.isClosed) return;
        const client = new pg.Client({
            connectionString: this.url,
            keepAlive: true,
            application_name: 'rapport presence'
        });
        client.once('error', ()=>this.reconnect());
        try {
            await client.connect();
            for (const poolId of this.poolIds)await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [
                NAMESPACE,
                poolId
            ]);
        } catch (error) {
            this.logger.failure('jobs.presenceFailed', error);
            this.reconnect();
            return;
        }
        this.client = client;
        this.timer ??= setInterval(()=>this.sweepOnce(), SWEEP_MS);
        this.sweepOnce();
    }
    reconnect() {
        this.client = null;
        if (!this.isClosed) setTimeout(()=>void this.connect(), RECONNECT_MS).unref();
    }
    sweepOnce() {
        const client = this.client;
        if (!client || this.isClosed) return;
        this.sweeping = this.sweep(client).catch((error)=>{
            if (!this.isClosed) this.logger.failure('jobs.sweepFailed', error);
        });
    }
    async sweep(client) {
        const held = await client.query(`SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL AND locked_at < now() - ${GRACE} AND NOT (locked_by = ANY($1))`, [
            [
                ...this.poolIds
            ]
        ]);
        for (const { locked_by: poolId } of held.rows){
            const taken = await client.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [
                NAMESPACE,
                poolId
            ]);
            if (!taken.rows[0]?.taken) continue;
            await client.query('SELECT graphile_worker.force_unlock_workers(ARRAY[$1])', [
                poolId
            ]);
            await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [
                NAMESPACE,
                poolId
            ]);
            this.logger.warn('jobs.released', {
                poolId
            });
        }
    }
}
/** Any fixed number: keeps our advisory locks apart from those of others in the same database. */ const NAMESPACE = 726_077;
