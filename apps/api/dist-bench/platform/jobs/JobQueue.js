/** How often a job is tried before it is kept as dead; with the delays of `retryDelayMs` that is about four days. */ export const DEFAULT_MAX_ATTEMPTS = 25;
/** Durable work, enqueued in the caller's transaction: what is rolled back leaves no job behind. */ export class JobQueue {
    constructor(registry){
        this.registry = registry;
    }
    /** Throws `jobs.unknownName` when no handler has this name, rather than storing a job that nobody will ever run. */ async enqueue(manager, job) {
        this.registry.require(job.name);
        await this.store(manager, job);
    }
}
