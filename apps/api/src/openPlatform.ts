import path from 'node:path';
import type { DataSource } from 'typeorm';
import { entities } from './entities.js';
import { type AppConfig, ConfigurationError } from './platform/config/AppConfig.js';
import { prepareDataFolder } from './platform/config/dataFolder.js';
import { createDataSource } from './platform/database/createDataSource.js';
import { DatabaseUsageError, notOpened } from './platform/database/databaseErrors.js';
import { migrate } from './platform/database/migrate.js';
import { migrations } from './platform/database/migrations/index.js';
import { Installation } from './platform/installation/Installation.js';
import { InProcessLiveEvents, type LiveEvents } from './platform/live/LiveEvents.js';
import { PostgresLiveEvents } from './platform/live/PostgresLiveEvents.js';
import { AppLogger } from './platform/logging/AppLogger.js';
import type { PlatformServices } from './platform/PlatformServices.js';
import { KeyRing } from './platform/security/KeyRing.js';
import { Clock } from './platform/time/Clock.js';

/** Opens what the application stands on, in the order in which a mistake is best told: folder, keys, database, migrations. */
export async function openPlatform(config: AppConfig, given: { logger?: AppLogger; clock?: Clock } = {}): Promise<PlatformServices> {
  const logger = given.logger ?? new AppLogger(config.logLevel);
  const clock = given.clock ?? new Clock();
  prepareDataFolder(config.dataDir);
  const keyRing = KeyRing.open(path.join(config.dataDir, 'secrets.json'), clock.now());
  const dataSource = await openDatabase(config);
  await migrate(dataSource, logger);
  const installation = await Installation.open(dataSource, config, clock, logger);
  return { config, logger, clock, keyRing, dataSource, installation, liveEvents: await openLiveEvents(config, dataSource, logger) };
}

export async function closePlatform(services: PlatformServices): Promise<void> {
  services.installation.close();
  await services.liveEvents.close();
  if (services.dataSource.isInitialized) await services.dataSource.destroy();
}

async function openDatabase(config: AppConfig): Promise<DataSource> {
  const dataSource = createDataSource(config.database, { entities, migrations });
  try {
    return await dataSource.initialize();
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    if (error instanceof DatabaseUsageError) throw new ConfigurationError([error.message]);
    throw new ConfigurationError([notOpened(config.database, error)]);
  }
}

async function openLiveEvents(config: AppConfig, dataSource: DataSource, logger: AppLogger): Promise<LiveEvents> {
  if (config.database.kind === 'sqlite') return new InProcessLiveEvents();
  const events = new PostgresLiveEvents(config.database.url, dataSource, logger);
  await events.listen();
  return events;
}
