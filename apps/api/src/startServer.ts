import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './createApp.js';
import { closePlatform, openPlatform } from './openPlatform.js';
import { type AppConfig, ConfigurationError } from './platform/config/AppConfig.js';
import type { PlatformServices } from './platform/PlatformServices.js';

/** In-flight work gets this long after SIGTERM; then the process ends whatever happens. */
const SHUTDOWN_MS = 9_500;
/** Requests that still arrive then (a slow upload) are cut off, so that the rest can close in order. */
const CUT_OFF_MS = 6_000;

/** Boots, listens, says where, and stops on SIGTERM or SIGINT. */
export async function startServer(config: AppConfig): Promise<void> {
  const services = await openPlatform(config);
  const app = await createApp(services).catch(async (error: unknown) => {
    await closePlatform(services);
    throw error;
  });
  endOnCrash(services);
  // Before it says that it is ready: whoever waits for that may send a signal at once.
  stopOnSignal(app, services);
  await listen(app, services);
}

async function listen(app: NestFastifyApplication, services: PlatformServices): Promise<void> {
  const { config, logger } = services;
  try {
    // Not Nest's listen: it prints an error of its own before ours.
    await app.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host });
  } catch (error) {
    await closePlatform(services);
    throw explainListenError(error, config);
  }
  const address = app.getHttpServer().address() as { port: number };
  config.listensOn(address.port);
  logger.info('server.ready', { url: config.publicUrl, role: config.role, database: config.database.kind });
}

function explainListenError(error: unknown, config: AppConfig): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE')
    return new ConfigurationError([
      `Port ${config.port} is in use by another program. Stop it, or choose another port: PORT=3001 npm start.`,
    ]);
  if (code === 'EACCES') return new ConfigurationError([`This user may not listen on port ${config.port}. Choose a port above 1023.`]);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ConfigurationError([`HOST ${config.host} is not an address of this machine. Use 127.0.0.1 or 0.0.0.0.`]);
  return error;
}

/** Node would print the error with everything it carries: drivers attach the values of the statement that failed. */
function endOnCrash({ logger }: PlatformServices): void {
  process.on('uncaughtException', (error) => {
    logger.failure('server.crashed', error);
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 100);
  });
}

function stopOnSignal(app: NestFastifyApplication, services: PlatformServices): void {
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) return;
    isStopping = true;
    services.logger.info('server.stopping', { signal });
    const deadline = setTimeout(() => process.exit(1), SHUTDOWN_MS);
    deadline.unref();
    shutDown(app, services).then(
      () => process.exit(0),
      (error: unknown) => {
        services.logger.failure('server.stopFailed', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

async function shutDown(app: NestFastifyApplication, services: PlatformServices): Promise<void> {
  await services.liveEvents.close();
  const cutOff = setTimeout(() => (app.getHttpServer() as Server).closeAllConnections(), CUT_OFF_MS);
  await app.close();
  clearTimeout(cutOff);
  await closePlatform(services);
}
