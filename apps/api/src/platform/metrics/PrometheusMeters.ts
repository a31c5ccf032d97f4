import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Counter, Histogram, Meter } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { QueueLoad } from '../jobs/JobQueue.js';
import type { RecurringState } from '../recurring/RecurringRepository.js';
import type { RemovalLoad } from '../removal/RemovalRepository.js';
import type { AnsweredRequest, MessageOutcome } from './measured.js';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WAIT_SECONDS = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30];
const NANOSECONDS = 1e9;

/** The instruments themselves, kept in memory until someone scrapes them. Only ever imported lazily. */
export class PrometheusMeters {
  private readonly exporter = new PrometheusExporter({ preventServerStart: true });
  private readonly provider = new MeterProvider({ readers: [this.exporter] });
  private readonly serializer = new PrometheusSerializer('', false, undefined, true, true);
  private readonly loopDelay = monitorEventLoopDelay({ resolution: 10 });
  private readonly requests: Histogram;
  private readonly messages: Counter;
  private readonly waits: Histogram;

  constructor(
    private readonly readQueue: () => Promise<QueueLoad | null>,
    private readonly readRemovals: () => Promise<RemovalLoad | null>,
    private readonly readRecurring: () => Promise<RecurringState[] | null>,
  ) {
    const meter = this.provider.getMeter('rapport');
    this.requests = meter.createHistogram('http_request_duration_seconds', {
      description: 'Requests by route pattern, method and status',
      advice: { explicitBucketBoundaries: REQUEST_SECONDS },
    });
    this.messages = meter.createCounter('rapport_messages_total', { description: 'Attempts to send a message, by outcome' });
    this.waits = meter.createHistogram('rapport_database_wait_seconds', {
      description: 'How long units of work waited for a connection or for their turn to write',
      advice: { explicitBucketBoundaries: WAIT_SECONDS },
    });
    this.watchProcess(meter);
    this.watchQueue(meter);
    this.watchRemovals(meter);
    this.watchRecurring(meter);
  }

  requestAnswered({ seconds, method, route, status }: AnsweredRequest): void {
    this.requests.record(seconds, { method, route, status });
  }

  messagesSettled(outcome: MessageOutcome, count: number): void {
    this.messages.add(count, { outcome });
  }

  databaseWaited(seconds: number): void {
    this.waits.record(seconds);
  }

  async read(): Promise<string> {
    const { resourceMetrics } = await this.exporter.collect();
    return this.serializer.serialize(resourceMetrics);
  }

  async shutdown(): Promise<void> {
    this.loopDelay.disable();
    await this.provider.shutdown();
  }

  private watchProcess(meter: Meter): void {
    this.loopDelay.enable();
    meter
      .createObservableGauge('nodejs_eventloop_delay_seconds', { description: 'Delay of the event loop since the last scrape' })
      .addCallback((result) => {
        for (const [quantile, percent] of Object.entries({ '0.5': 50, '0.99': 99, '1': 100 }))
          result.observe(this.loopDelay.percentile(percent) / NANOSECONDS, { quantile });
        this.loopDelay.reset();
      });
    meter.createObservableGauge('process_memory_bytes', { description: 'Memory by kind' }).addCallback((result) => {
      const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
      for (const [kind, bytes] of Object.entries({ rss, heapUsed, heapTotal, external })) result.observe(bytes, { kind });
    });
    meter
      .createObservableCounter('process_cpu_seconds_total', { description: 'Processor time used' })
      .addCallback((result) => result.observe((process.cpuUsage().user + process.cpuUsage().system) / 1e6));
  }

  private watchRemovals(meter: Meter): void {
    const removals = meter.createObservableGauge('rapport_removals', {
      description: 'What was deleted and is still being emptied; failing ones are tried again after a pause',
    });
    removals.addCallback(async (result) => {
      const load = await this.readRemovals();
      if (!load) return;
      result.observe(load.open - load.failing, { state: 'open' });
      result.observe(load.failing, { state: 'failing' });
    });
  }

  private watchRecurring(meter: Meter): void {
    const lastRun = meter.createObservableGauge('rapport_recurring_last_run_seconds', {
      description: 'When recurring work ended last, in seconds since 1970',
    });
    const duration = meter.createObservableGauge('rapport_recurring_duration_seconds', { description: 'How long its last run took' });
    const failures = meter.createObservableGauge('rapport_recurring_failures', { description: 'How often it has failed in a row' });
    meter.addBatchObservableCallback(
      async (result) => {
        for (const state of (await this.readRecurring()) ?? []) {
          const { name, lastRunAt, lastMs } = state;
          result.observe(failures, state.failures, { name });
          if (lastRunAt !== null) result.observe(lastRun, Date.parse(lastRunAt) / 1000, { name });
          if (lastMs !== null) result.observe(duration, lastMs / 1000, { name });
        }
      },
      [lastRun, duration, failures],
    );
  }

  private watchQueue(meter: Meter): void {
    const jobs = meter.createObservableGauge('rapport_jobs', { description: 'Background jobs by state; failed ones were tried in vain' });
    const lag = meter.createObservableGauge('rapport_jobs_lag_seconds', { description: 'How long the oldest due job has waited' });
    meter.addBatchObservableCallback(
      async (result) => {
        const load = await this.readQueue();
        if (!load) return;
        result.observe(jobs, load.due, { state: 'due' });
        result.observe(jobs, load.scheduled, { state: 'scheduled' });
        result.observe(jobs, load.running, { state: 'running' });
        result.observe(jobs, load.failed, { state: 'failed' });
        result.observe(lag, load.lagSeconds);
      },
      [jobs, lag],
    );
  }
}
