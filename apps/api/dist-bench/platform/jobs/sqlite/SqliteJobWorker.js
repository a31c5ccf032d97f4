import { outsideScope } from '../../database/transactionScope.js';
import { unknownJob } from '../jobErrors.js';
import { endedWithin, JobWorker, runHandler } from '../JobWorker.js';
import { retryDelayMs } from '../retryDelay.js';
export class SqliteJobWorker extends JobWorker {
    constructor(dataSource, queue, jobs, registry, logger, options){
        super(), this.dataSource = dataSource, this.queue = queue, this.jobs = jobs, this.registry = registry, this.logger = logger, this.options = options, this.flights = new Map(), this.timers = [], this.stopListening = ()=>undefined, this.isRunning = false, this.isClaiming = false, this.isWakePending = false;
        this.pollMs = options.pollMs ?? 1_000;
        this.leaseMs = options.leaseMs ?? 60_000;
    }
    async start() {
        const released = await this.jobs.releaseAll(this.dataSource.manager);
        if (released > 0) this.logger.info('jobs.released', {
            released
        });
        this.isRunning = true;
        this.stopListening = this.queue.onEnqueued(()=>this.wake());
        this.timers = [
            setInterval(()=>this.wake(), this.pollMs),
            setInterval(()=>void this.keepLeases(), this.leaseMs / 3)
        ];
        this.wake();
    }
    async stop(deadlineMs) {
        this.isRunning = false;
        this.stopListening();
        this.timers.forEach(clearInterval);
        const flights = [
            ...this.flights.values()
        ];
        flights.forEach((flight)=>flight.controller.abort());
        return endedWithin(Promise.all(flights.map((flight)=>flight.done)), deadlineMs);
    }
    /** An enqueue inside a transaction must not carry that transaction into the jobs it wakes. */ wake() {
        this.isWakePending = true;
        if (!this.isClaiming) outsideScope(()=>void this.claimUntilFull());
    }
    async claimUntilFull() {
        this.isClaiming = true;
        try {
            while(this.isRunning && this.isWakePending){
                this.isWakePending = false;
                while(this.isRunning && this.flights.size < this.options.concurrency && await this.claimOne());
            }
        } catch (error) {
            if (this.isRunning) this.logger.failure('jobs.claimFailed', error);
        } finally{
            this.isClaiming = false;
        }
    }
    async claimOne() {
        const job = await this.jobs.claim(this.dataSource.manager, this.leaseMs);
        if (!job) return false;
        const controller = new AbortController();
        if (!this.isRunning) controller.abort();
        const done = this.run(job, controller.signal).finally(()=>{
            this.flights.delete(job.token);
            if (this.isRunning) this.wake();
        });
        this.flights.set(job.token, {
            job,
            controller,
            done
        });
        return true;
    }
    async run(job, signal) {
        try {
            const handler = this.registry.find(job.name);
            if (!handler) throw unknownJob(job.name);
            const payload = JSON.parse(job.payload);
            await runHandler(handler, payload, {
                jobId: job.id,
                attempt: job.attempts,
                signal
            }, this.options.deliverTwice ?? false);
        } catch (error) {
            await this.settle(()=>this.recordFailure(job, error, signal));
            return;
        }
        await this.settle(()=>this.jobs.complete(this.dataSource.manager, job));
    }
    async recordFailure(job, error, signal) {
        if (!this.isRunning && signal.aborted) return this.jobs.giveBack(this.dataSource.manager, job);
        const reason = error instanceof Error ? error.message : String(error);
        const isDead = await this.jobs.fail(this.dataSource.manager, job, reason, retryDelayMs(job.attempts, Math.random()));
        this.logger.failure(isDead ? 'jobs.dead' : 'jobs.failed', error, {
            jobId: job.id,
            name: job.name,
            attempt: job.attempts
        });
    }
    /** When the outcome cannot be stored, the lease runs out and the job is delivered again. */ async settle(store) {
        try {
            await store();
        } catch (error) {
            this.logger.failure('jobs.settleFailed', error);
        }
    }
    async keepLeases() {
        try {
            const tokens = [
                ...this.flights.keys()
            ];
            const renewed = await this.jobs.renewLeases(this.dataSource.manager, tokens, this.leaseMs);
            for (const token of tokens)if (!renewed.has(token)) this.flights.get(token)?.controller.abort();
            await this.jobs.releaseExpired(this.dataSource.manager, [
                ...this.flights.keys()
            ]);
        } catch (error) {
            if (this.isRunning) this.logger.failure('jobs.leaseFailed', error);
        }
    }
}
