import pg from 'pg';
import { LiveEvents } from './LiveEvents.js';
const CHANNEL = 'rapport_live';
const RECONNECT_MS = 2_000;
/** Several processes: NOTIFY carries what a worker says to every API process. */ export class PostgresLiveEvents extends LiveEvents {
    constructor(url, dataSource, logger){
        super(), this.url = url, this.dataSource = dataSource, this.logger = logger, this.listener = null, this.isClosed = false;
    }
    publish(workspaceId, event) {
        if (this.isClosed) return;
        this.dataSource.query('SELECT pg_notify($1, $2)', [
            CHANNEL,
            JSON.stringify({
                workspaceId,
                event
            })
        ]).catch((error)=>this.logger.failure('live.publishFailed', error));
    }
    /** Starts to listen; comes back by itself after a lost connection. */ async listen() {
        if (this.isClosed) return;
        const client = new pg.Client({
            connectionString: this.url
        });
        client.on('notification', (message)=>this.receive(message.payload));
        client.on('error', ()=>this.reconnect(client));
        client.on('end', ()=>this.reconnect(client));
        try {
            await client.connect();
            await client.query(`LISTEN ${CHANNEL}`);
            this.listener = client;
        } catch (error) {
            this.logger.failure('live.listenFailed', error);
            this.reconnect(client);
        }
    }
    async close() {
        this.isClosed = true;
        const listener = this.listener;
        this.listener = null;
        await super.close();
        await listener?.end();
    }
    receive(payload) {
        if (!payload) return;
        const { workspaceId, event } = JSON.parse(payload);
        this.deliver(workspaceId, event);
    }
    reconnect(lost) {
        lost.removeAllListeners('end');
        if (this.isClosed) return;
        this.listener = null;
        setTimeout(()=>void this.listen(), RECONNECT_MS).unref();
    }
}
