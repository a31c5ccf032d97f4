import { QueryClient } from '@tanstack/react-query';
import { customFieldsQuery } from '../../features/customFields/customFieldQueries';
import { SESSION_KEY } from '../../features/session/sessionQueries';
import { viewQuery, viewsQuery } from '../../features/views/viewQueries';
import { rememberWorkspace } from '../lastWorkspace';
import { contactsAhead } from './contactsAhead';
import { keptColumnsKey } from './keptColumns';

const W = 'workspace';
/** The words of a key: what a page asks for, without how. */
const named = (key: readonly unknown[]) => key.filter((part) => typeof part === 'string').join('/');
const fields = named(customFieldsQuery(W).queryKey);
const views = named(viewsQuery(W).queryKey);

/** Answers at once what is known, nothing else ever; tells what was asked. */
class Server extends QueryClient {
  readonly asked: string[] = [];

  constructor(private readonly answers: Record<string, unknown> = {}) {
    super();
  }

  override fetchQuery: QueryClient['fetchQuery'] = ({ queryKey }: { queryKey: readonly unknown[] }) => {
    const key = named(queryKey);
    this.asked.push(key);
    const answer = this.answers[key];
    if (answer === undefined) return new Promise<never>(() => undefined);
    this.setQueryData(queryKey, answer);
    return Promise.resolve(answer as never);
  };
}

const open = (server: Server, search = '') => {
  void contactsAhead(server, W, new URLSearchParams(search));
  return new Promise((resolve) => setTimeout(resolve));
};

const asksForRows = ({ asked }: Server) => asked.some((key) => key.includes('/contacts/'));

beforeEach(() => localStorage.clear());

test('waits for nothing in the workspace that was open last', async () => {
  rememberWorkspace(W);
  const server = new Server();
  await open(server);
  expect(server.asked).toEqual(expect.arrayContaining([fields, views]));
  expect(asksForRows(server)).toBe(true);
  expect(server.asked).not.toContain(SESSION_KEY.join('/'));
});

test('asks another workspace for nothing before the session says that it is open', async () => {
  rememberWorkspace('another');
  const silent = new Server();
  await open(silent);
  expect(silent.asked).toEqual([SESSION_KEY.join('/')]);

  const stranger = new Server({ session: { workspaces: [] } });
  await open(stranger);
  expect(stranger.asked).toEqual([SESSION_KEY.join('/')]);

  const deleted = new Server({ session: { workspaces: [{ id: W, purgeAt: '2027-01-01T00:00:00Z' }] } });
  await open(deleted);
  expect(asksForRows(deleted)).toBe(false);

  const member = new Server({ session: { workspaces: [{ id: W, purgeAt: null }] } });
  await open(member);
  expect(asksForRows(member)).toBe(true);
});

test('asks for the default view once it is known which one that is', async () => {
  rememberWorkspace(W);
  const server = new Server({ [views]: [{ id: 'own', isDefault: true }] });
  await open(server);
  expect(server.asked).toContain(named(viewQuery(W, 'own').queryKey));
});

test('leaves the rows to the page where a view or a custom field decides about them', async () => {
  rememberWorkspace(W);
  const withView = new Server();
  await open(withView, 'view=garden');
  expect(withView.asked).toContain(named(viewQuery(W, 'garden').queryKey));
  expect(asksForRows(withView)).toBe(false);

  localStorage.setItem(keptColumnsKey(W), JSON.stringify('name,field:plan'));
  const withFields = new Server();
  await open(withFields);
  expect(asksForRows(withFields)).toBe(false);
});
