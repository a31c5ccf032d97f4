import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import path from 'node:path';
import { createApp } from '../../src/createApp.js';
import { closePlatform, openPlatform } from '../../src/openPlatform.js';
import { SenderPoolService } from '../../src/modules/providers/SenderPoolService.js';
import { readConfig } from '../../src/platform/config/AppConfig.js';
import { newId } from '../../src/platform/database/ids.js';
import type { PlatformServices } from '../../src/platform/PlatformServices.js';
import { Clock } from '../../src/platform/time/Clock.js';
import { watchAnswers } from './watchAnswers.js';
import { dataOf, Person } from './Person.js';
import { mailTo, tokenIn } from './systemMails.js';
import { createTestDatabase, type TestDatabase } from './testDatabase.js';
import { TestLogger } from './TestLogger.js';

/** A clock that tests may set forward. */
export class TestClock extends Clock {
  private aheadMs = 0;

  override present(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  advance(ms: number): void {
    this.aheadMs += ms;
  }
}

/** Tests come all from one address and ask faster than people; those about limits set their own. */
const UNLIMITED = {
  RATE_LIMIT_KEY: '1000000',
  RATE_LIMIT_WORKSPACE: '1000000',
  RATE_LIMIT_PERSON: '1000000',
  RATE_LIMIT_ADDRESS: '1000000',
};

/** No test depends on a network: nobody answers there. */
const OFFLINE = { DNS_SERVERS: '127.0.0.1:9', LINK_CHECKS: 'false', DOMAIN_CHECKS: 'false' } as const;

interface Session {
  user: { id: string };
  workspaces: { id: string; name: string }[];
}

/** The real application on a real database, listening on a free port of the loopback. */
export class TestApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly services: PlatformServices,
    readonly clock: TestClock,
    readonly database: TestDatabase,
    readonly url: string,
    /** Signed in, owner of the first workspace. */
    readonly owner: Person,
  ) {}

  /** On a database of its own, or on one that another start left behind. */
  static async start(environment: Record<string, string> = {}, given?: TestDatabase): Promise<TestApp> {
    const database = given ?? (await createTestDatabase({ isMigrated: true }));
    const clock = new TestClock();
    const config = readConfig(
      {
        PORT: '0',
        ...database.environment,
        ...UNLIMITED,
        ...OFFLINE,
        REGISTRATION: 'open',
        OUTGOING_ALLOW_PRIVATE: 'true',
        ...environment,
      },
      path.join(database.dataDir, '.env'),
    );
    const services = await openPlatform(config, { clock, logger: new TestLogger() });
    const app = await createApp(services);
    // Every test server is at a private address, where a check that finds none takes its time on purpose.
    app.get(SenderPoolService, { strict: false }).timeouts = { privateCheck: 2_000 };
    watchAnswers(app);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    config.listensOn(port);
    const { needsFirstAccount } = await dataOf<{ needsFirstAccount: boolean }>(new Person(app.getHttpServer()).get('/api/v1/setup'));
    const owner = await (needsFirstAccount ? registerFirst(app, 'Olivia Owner') : register(app, database, 'Olivia Owner'));
    return new TestApp(app, services, clock, database, `http://localhost:${port}`, owner);
  }

  /** Someone else, with a workspace of their own: the stranger of every tenancy test. */
  stranger(name = 'Sam Stranger'): Promise<Person> {
    return register(this.app, this.database, name);
  }

  /** A further member of the owner's workspace, or of someone else's. */
  async member(role: 'admin' | 'author' | 'approver' | 'viewer', of = this.owner): Promise<Person> {
    const email = `${role}-${newId()}@example.com`;
    const { url } = await dataOf<{ url: string }>(of.post('invitations', { email, role }));
    const person = new Person(this.app.getHttpServer());
    const token = url.split('/').at(-1) ?? '';
    const session = await dataOf<Session>(
      person.post(`/api/v1/invitations/${token}/accept`, { name: `Member ${role}`, password: 'correct horse battery' }),
    );
    person.userId = session.user.id;
    person.workspaceId = of.workspaceId;
    return person;
  }

  async stop(): Promise<void> {
    await this.close();
    await this.database.remove();
  }

  /** Ends the process, so to speak; the database stays for the next. */
  async close(): Promise<void> {
    await this.services.liveEvents.close();
    await this.app.close();
    await closePlatform(this.services);
  }
}

const PASSWORD = 'correct horse battery';

/** The first account: made on the spot. */
async function registerFirst(app: NestFastifyApplication, name: string): Promise<Person> {
  const person = new Person(app.getHttpServer());
  const input = { name, email: addressOf(name), password: PASSWORD, workspaceName: `Workspace of ${name}` };
  return settled(person, await dataOf<Session>(person.post('/api/v1/auth/register', input)));
}

/** A later account: by the link in a mail. */
async function register(app: NestFastifyApplication, { dataDir }: TestDatabase, name: string): Promise<Person> {
  const person = new Person(app.getHttpServer());
  const email = addressOf(name);
  await dataOf(person.post('/api/v1/auth/registrations', { email }));
  const token = tokenIn(await mailTo({ dataDir }, email, 'Create your account'), 'register');
  const input = { name, password: PASSWORD, workspaceName: `Workspace of ${name}` };
  return settled(person, await dataOf<Session>(person.post(`/api/v1/auth/registrations/${token}/confirm`, input)));
}

function addressOf(name: string): string {
  return `${name.split(' ')[0]?.toLowerCase() ?? 'x'}-${newId()}@example.com`;
}

function settled(person: Person, session: Session): Person {
  person.userId = session.user.id;
  person.workspaceId = session.workspaces[0]?.id ?? '';
  return person;
}
