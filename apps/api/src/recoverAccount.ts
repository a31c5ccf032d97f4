import 'reflect-metadata';
import { recoverByOperator } from './modules/auth/account/recoverByOperator.js';
import { UserRepository } from './modules/users/UserRepository.js';
import { closePlatform, openPlatform } from './openPlatform.js';
import { ConfigurationError, readConfig } from './platform/config/AppConfig.js';
import { AppLogger } from './platform/logging/AppLogger.js';

/** `npm run account:recover -- ann@example.com`. On SQLite the server has to be stopped. The link is shown here and nowhere else. */
const [email = ''] = process.argv.slice(2);
try {
  if (!email.includes('@')) throw new ConfigurationError(['Say whose account: npm run account:recover -- ann@example.com']);
  const services = await openPlatform(readConfig(), { logger: new AppLogger('warn') });
  try {
    const recovery = await recoverByOperator({ ...services, users: new UserRepository() }, email);
    if (!recovery) throw new ConfigurationError(['There is no account with this address.']);
    process.stdout.write(
      `${recovery.hadSecondFactor ? 'Two-step verification is off now. ' : ''}${recovery.endedSessions} sessions ended.\n` +
        `A new password can be chosen here, once, within an hour:\n${recovery.link}\n`,
    );
  } finally {
    await closePlatform(services);
  }
} catch (error) {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
