import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { ConfigurationError, readConfig } from './platform/config/AppConfig.js';
import { redactText } from './platform/logging/redactText.js';
import { startServer } from './startServer.js';

// By itself V8 lets a heap of 70 MB grow to 270 before it looks through all of it; an import fills that with rows long written. Measured with
// bench/w1-import: 430 MB at the peak without this, 335 with it, at the same processor time.
setFlagsFromString('--heap-growing-percent=75');

/** One clear sentence and exit code 1 for what the operator can mend; a stack for what nobody expected. */
try {
  await startServer(readConfig());
} catch (error) {
  process.stderr.write(
    error instanceof ConfigurationError
      ? `Rapport cannot start. ${error.message}\n`
      : `Rapport failed to start.\n${redactText(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
  );
  process.exit(1);
}
