import type { Platform } from './modules/auth/account/operatorTools.js';
import { UserRepository } from './modules/users/UserRepository.js';
import { CredentialService } from './modules/users/CredentialService.js';
import { argumentOf, openInstallation } from './commandLine.js';
import { closePlatform } from './openPlatform.js';
import { ConfigurationError } from './platform/config/AppConfig.js';

/** Runs a command of the operator for the account whose address is its argument, and prints what it says. */
export async function runForAccount<T>(
  name: string,
  act: (platform: Platform, email: string) => Promise<T | null>,
  say: (done: T) => string,
): Promise<void> {
  try {
    const email = argumentOf({ name, argument: 'ann@example.com' });
    const services = await openInstallation();
    try {
      const users = new UserRepository();
      const done = await act(
        {
          ...services,
          users: {
            findByEmail: (ctx, address) => users.findByEmail(ctx, address),
            credentials: new CredentialService(users, services.clock),
          },
        },
        email,
      );
      if (done === null) throw new ConfigurationError(['There is no account with this address.']);
      process.stdout.write(`${say(done)}\n`);
    } finally {
      await closePlatform(services);
    }
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigurationError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = 1;
  }
}
