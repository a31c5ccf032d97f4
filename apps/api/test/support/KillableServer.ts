import { Person, dataOf } from './Person.js';
import { ServerProcess } from './ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './testDatabase.js';

const ACCOUNT = { email: 'kim@example.com', password: 'correct horse battery' };
const PATIENCE_MS = 240_000;

/** A server as a process of its own, which is killed and started again on the same data, and someone who is signed in to it. */
export class KillableServer {
  private constructor(
    private readonly database: TestDatabase,
    private readonly environment: Readonly<Record<string, string>>,
    private server: ServerProcess,
    public person: Person,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<KillableServer> {
    const database = await createTestDatabase({ isMigrated: true });
    const server = spawn(database, environment);
    const person = await signIn(server, 'register', { ...ACCOUNT, name: 'Kim Kill', workspaceName: 'Kim' });
    return new KillableServer(database, environment, server, person);
  }

  /** With an orderly signal, the server must hand over what it has begun instead of forgetting it. */
  async killAndStart(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    this.server.kill(signal);
    await this.server.exited;
    this.server = spawn(this.database, this.environment);
    this.person = await signIn(this.server, 'login', ACCOUNT);
  }

  /** What a path answers once it is as wanted, or in the end. */
  async until<T>(path: string, isDone: (answer: T) => boolean): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await dataOf<T>(this.person.get(path));
      if (isDone(answer) || Date.now() > deadline) return answer;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async remove(): Promise<void> {
    await this.server.stop();
    await this.database.remove();
  }
}

function spawn(database: TestDatabase, environment: Readonly<Record<string, string>>): ServerProcess {
  return ServerProcess.spawn({ PORT: '0', ...database.environment, ...environment }, database.dataDir);
}

async function signIn(server: ServerProcess, path: 'register' | 'login', body: object): Promise<Person> {
  const person = new Person(await server.url());
  const session = await dataOf<{ workspaces: { id: string }[] }>(person.post(`/api/v1/auth/${path}`, body));
  person.workspaceId = session.workspaces[0]?.id ?? '';
  return person;
}
