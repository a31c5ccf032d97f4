/** Durable work and retried requests. PostgreSQL keeps its jobs in graphile-worker's own schema, so `jobs` is for SQLite alone. */ export function workTables(t, postgres) {
    const jobs = [
        `CREATE TABLE jobs (
      id ${t.text} PRIMARY KEY,
      name ${t.text} NOT NULL,
      payload ${t.json} NOT NULL,
      job_key ${t.text},
      queue ${t.text},
      state ${t.text} NOT NULL DEFAULT 'ready' CHECK(state IN ('ready','running','dead')),
      attempts ${t.int} NOT NULL DEFAULT 0,
      max_attempts ${t.int} NOT NULL DEFAULT 10,
      run_at ${t.time} NOT NULL,
      lease_token ${t.text},
      lease_expires_at ${t.time},
      last_error ${t.text},
      created_at ${t.time} NOT NULL
    )`,
        `CREATE INDEX idx_jobs_due ON jobs(state, run_at, id)`,
        `CREATE UNIQUE INDEX uq_jobs_key ON jobs(job_key) WHERE job_key IS NOT NULL AND state = 'ready'`,
        `CREATE INDEX idx_jobs_queue ON jobs(queue) WHERE state = 'running' AND queue IS NOT NULL`
    ];
    return postgres ? [] : jobs;
}
