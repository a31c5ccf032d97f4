import { existsSync } from 'node:fs';
import path from 'node:path';
import { openPlatform } from './openPlatform.js';
import { type AppConfig, ConfigurationError, readConfig } from './platform/config/AppConfig.js';
import { AppLogger } from './platform/logging/AppLogger.js';
import type { PlatformServices } from './platform/PlatformServices.js';

/** What the commands of the operator have in common. */
export interface Command {
  /** `account:confirm` */
  readonly name: string;
  /** What comes after `--`, as an example; null where nothing does. */
  readonly argument: string | null;
}

const HELP = new Set(['--help', '-h', 'help']);

/**
 * The argument, or an empty text where the command takes none. Asked for help it says how it is called and ends the process. Throws
 * ConfigurationError for anything else, before anything is opened: a mistyped word must not rotate keys.
 */
export function argumentOf({ name, argument }: Command, given: readonly string[] = process.argv.slice(2)): string {
  if (given.some((word) => HELP.has(word))) {
    process.stdout.write(`npm run ${name}${argument ? ` -- ${argument}` : ''}\n  What it does is in docs/guides/operations.md.\n`);
    process.exit(0);
  }
  if (argument === null) {
    if (given.length === 0) return '';
    throw new ConfigurationError([`npm run ${name} takes no arguments; "${given.join(' ')}" is unknown. Nothing was done.`]);
  }
  const [email = ''] = given;
  if (given.length === 1 && email.includes('@')) return email;
  throw new ConfigurationError([`Name one account: npm run ${name} -- ${argument}. Nothing was done.`]);
}

/** Opens an installation that is there. In a mistyped folder a server would make a new one, which does not help a person who repairs theirs. */
export function openInstallation(): Promise<PlatformServices> {
  const config = readConfig();
  requireInstallation(config);
  return openPlatform(config, { logger: new AppLogger('warn') });
}

/** Throws ConfigurationError when nobody has run Rapport with this configuration. Answers the path of the key file. */
export function requireInstallation({ dataDir, database }: AppConfig): string {
  const keyFile = path.join(dataDir, 'secrets.json');
  const missing = [keyFile, ...(database.kind === 'sqlite' ? [database.file] : [])].find((file) => !existsSync(file));
  if (missing) throw new ConfigurationError([`There is no file ${missing}. Set DATA_DIR to the folder of the installation.`]);
  return keyFile;
}
