import { afterCommit } from '../../database/UnitOfWork.js';
import { JobQueue } from '../JobQueue.js';
/** Jobs in the table `jobs` of the same file, so that they commit with the data they belong to. */ export class SqliteJobQueue extends JobQueue {
    constructor(registry, jobs){
        super(registry), this.jobs = jobs, this.wakers = new Set();
    }
    /** The worker of this process is told as soon as a job is committed, and need not wait for its next poll. */ onEnqueued(wake) {
        this.wakers.add(wake);
        return ()=>this.wakers.delete(wake);
    }
    async cancel(manager, key) {
        await this.jobs.cancel(manager, key);
    }
    async listDead(manager) {
        return this.jobs.listDead(manager);
    }
    async store(manager, job) {
        await this.jobs.add(manager, job);
        if (job.runAt && job.runAt.getTime() > Date.now()) return;
        afterCommit(manager, ()=>this.wakers.forEach((wake)=>wake()));
    }
}
