import 'reflect-metadata';
import path from 'node:path';
import { argumentOf, openInstallation } from './commandLine.js';
import { closePlatform } from './openPlatform.js';
import { ConfigurationError } from './platform/config/AppConfig.js';
import { redactText } from './platform/logging/redactText.js';
import { SealedRepository } from './platform/security/SealedRepository.js';
import { type RotationReport, SecretRotation } from './platform/security/SecretRotation.js';
import { sealedColumns } from './sealedColumns.js';

/** `npm run secrets:rotate`. On SQLite the server has to be stopped; on PostgreSQL all processes are restarted afterwards. */
try {
  argumentOf({ name: 'secrets:rotate', argument: null });
  const services = await openInstallation();
  const { config } = services;
  try {
    const rotation = new SecretRotation(
      path.join(config.dataDir, 'secrets.json'),
      sealedColumns,
      new SealedRepository(services.dataSource.manager),
    );
    process.stdout.write(describe(await rotation.run(services.clock.now()), config.database.kind));
  } finally {
    await closePlatform(services);
  }
} catch (error) {
  process.stderr.write(
    error instanceof ConfigurationError
      ? `The keys were not rotated. ${error.message}\n`
      : `The rotation failed; run it again, it continues where it stopped.\n${redactText(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
  );
  process.exitCode = 1;
}

function describe({ keyId, keys, columns }: RotationReport, kind: 'sqlite' | 'postgres'): string {
  return [
    `New key ${keyId}; ${keys} keys in the file. Back the file up now, apart from the database.`,
    ...columns.map(({ name, resealed, current }) => `${name}: ${resealed} sealed anew, ${current} already were.`),
    kind === 'sqlite' ? 'Start Rapport again.' : 'Restart every process of Rapport, so that it reads the new key file.',
    '',
  ].join('\n');
}
