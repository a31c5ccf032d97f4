import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { entities } from './entities.js';
import { ConfigurationError } from './platform/config/AppConfig.js';
import { createDataSource } from './platform/database/createDataSource.js';
import { DatabaseUsageError } from './platform/database/databaseErrors.js';
import { migrate } from './platform/database/migrate.js';
import { migrations } from './platform/database/migrations/index.js';
import { InProcessLiveEvents } from './platform/live/LiveEvents.js';
import { PostgresLiveEvents } from './platform/live/PostgresLiveEvents.js';
import { AppLogger } from './platform/logging/AppLogger.js';
import { KeyRing } from './platform/security/KeyRing.js';
import { Clock } from './platform/time/Clock.js';
/** Opens what the application stands on, in the order in which a mistake is best told: folder, keys, database, migrations. */ export async function openPlatform(config, given = {}) {
    const logger = given.logger ?? new AppLogger(config.logLevel);
    const clock = given.clock ?? new Clock();
    assertWritable(config.dataDir);
    const keyRing = KeyRing.open(path.join(config.dataDir, 'secrets.json'), clock.now());
    const dataSource = await openDatabase(config);
    await migrate(dataSource, logger);
    return {
        config,
        logger,
        clock,
        keyRing,
        dataSource,
        liveEvents: await openLiveEvents(config, dataSource, logger)
    };
}
export async function closePlatform(services) {
    await services.liveEvents.close();
    if (services.dataSource.isInitialized) await services.dataSource.destroy();
}
function assertWritable(folder) {
    try {
        mkdirSync(folder, {
            recursive: true
        });
        accessSync(folder, constants.W_OK);
    } catch  {
        throw new ConfigurationError([
            `The data folder ${folder} cannot be written. Give this user write permission, or set DATA_DIR to another folder.`
        ]);
    }
}
async function openDatabase(config) {
    const dataSource = createDataSource(config.database, {
        entities,
        migrations
    });
    try {
        return await dataSource.initialize();
    } catch (error) {
        if (error instanceof ConfigurationError) throw error;
        if (error instanceof DatabaseUsageError) throw new ConfigurationError([
            error.message
        ]);
        const reason = error instanceof Error ? error.message : String(error);
        throw new ConfigurationError([
            config.database.kind === 'postgres' ? `PostgreSQL cannot be reached at the address in DATABASE_URL (${reason}). Check that it runs and that user, password and database name are right.` : `The database ${config.database.file} cannot be opened: ${reason}`
        ]);
    }
}
async function openLiveEvents(config, dataSource, logger) {
    if (config.database.kind === 'sqlite') return new InProcessLiveEvents();
    const events = new PostgresLiveEvents(config.database.url, dataSource, logger);
    await events.listen();
    return events;
}
