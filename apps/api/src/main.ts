import 'reflect-metadata';
import { ConfigurationError, readConfig } from './platform/config/AppConfig.js';
import { redactText } from './platform/logging/redactText.js';
import { startServer } from './startServer.js';

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
