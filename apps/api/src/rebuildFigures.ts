import 'reflect-metadata';
import { argumentOf, openInstallation } from './commandLine.js';
import { FigureRepository } from './modules/figures/FigureRepository.js';
import { closePlatform } from './openPlatform.js';
import { ConfigurationError } from './platform/config/AppConfig.js';
import { redactText } from './platform/logging/redactText.js';

/**
 * `npm run figures:rebuild`. The figures by day are put aside; the server counts them anew from the rows, and until then answers from
 * the rows. On SQLite the server has to be stopped.
 */
try {
  argumentOf({ name: 'figures:rebuild', argument: null });
  const services = await openInstallation();
  try {
    const count = await new FigureRepository().putAside(services.dataSource.manager);
    const isSqlite = services.config.database.kind === 'sqlite';
    const when = isSqlite ? 'when Rapport is started again' : 'by the running server within a minute';
    process.stdout.write(`${count} ${count === 1 ? 'set of figures is' : 'sets of figures are'} counted anew ${when}.\n`);
  } finally {
    await closePlatform(services);
  }
} catch (error) {
  process.stderr.write(
    error instanceof ConfigurationError
      ? `Nothing is counted anew. ${error.message}\n`
      : `Nothing is counted anew.\n${redactText(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
  );
  process.exitCode = 1;
}
