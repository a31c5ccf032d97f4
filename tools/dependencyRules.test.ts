import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = process.cwd();
const run = promisify(execFile);

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** A small house in which every rule is kept. */
const cleanTree: Record<string, string> = {
  'node_modules/typeorm/index.js': 'export class EntityManager {}',
  'node_modules/typeorm/package.json': '{"name":"typeorm","version":"1.0.0","type":"module","exports":"./index.js"}',
  'node_modules/nodemailer/index.js': 'export const createTransport = () => null;',
  'node_modules/nodemailer/package.json': '{"name":"nodemailer","version":"1.0.0","type":"module","exports":"./index.js"}',
  'node_modules/mailgun.js/index.js': 'export const client = () => null;',
  'node_modules/mailgun.js/package.json': '{"name":"mailgun.js","version":"1.0.0","type":"module","exports":"./index.js"}',
  'node_modules/smtp-server/index.js': 'export class SMTPServer {}',
  'node_modules/smtp-server/package.json': '{"name":"smtp-server","version":"1.0.0","type":"module","exports":"./index.js"}',
  'package.json':
    '{"name":"house","dependencies":{"typeorm":"1.0.0","nodemailer":"1.0.0","mailgun.js":"1.0.0"},"devDependencies":{"smtp-server":"1.0.0"}}',
  'libs/common/src/index.ts': "export { page } from './page.js';",
  'libs/common/src/page.ts': 'export const page = 50;',
  'libs/providers/src/index.ts': "import { createTransport } from 'nodemailer';\nexport const send = createTransport;",
  'libs/providers/src/late.ts':
    "import type { client } from 'mailgun.js';\nexport const late = (): Promise<{ client: typeof client }> => import('mailgun.js');",
  'libs/providers/src/testing/index.ts': "import { SMTPServer } from 'smtp-server';\nexport const server = SMTPServer;",
  'libs/sdk/src/index.ts': 'export interface Contact { id: string }\nexport const getContact = () => null;',
  'apps/api/src/AppModule.ts': "import './modules/contacts/ContactsModule.js';\nimport './modules/campaigns/CampaignsModule.js';",
  'apps/api/src/platform/http/AppError.ts': 'export class AppError extends Error {}',
  'apps/api/src/platform/context/Context.ts':
    "import type { EntityManager } from 'typeorm';\nexport interface Context { manager: EntityManager }",
  'apps/api/src/platform/database/createDataSource.ts': "import { EntityManager } from 'typeorm';\nexport const manager = EntityManager;",
  'apps/api/src/modules/contacts/ContactsModule.ts': "export { ContactService } from './ContactService.js';",
  'apps/api/src/modules/contacts/ContactService.ts': "import { find } from './ContactRepository.js';\nexport const ContactService = find;",
  'apps/api/src/modules/contacts/ContactRepository.ts': "import { EntityManager } from 'typeorm';\nexport const find = EntityManager;",
  'apps/api/src/modules/contacts/ContactService.test.ts': "import { server } from '@rapport/providers/testing';\nexport const s = server;",
  'apps/api/src/modules/contacts/public.ts': "export { find } from './ContactRepository.js';",
  'apps/api/src/modules/campaigns/CampaignsModule.ts': "export { CampaignService } from './CampaignService.js';",
  'apps/api/src/modules/campaigns/CampaignService.ts':
    "import { page } from '@rapport/common';\nimport { send } from '@rapport/providers';\nimport { ContactService } from '../contacts/ContactService.js';\nimport { find } from '../contacts/public.js';\nexport const CampaignService = [page, send, find, ContactService];",
  'apps/web/src/app/App.tsx': "import { table } from '../features/contacts/ContactTable';\nexport const App = table;",
  'apps/web/src/shared/ui/Page.tsx': 'export const Page = 1;',
  'apps/web/src/features/contacts/contactQueries.ts': "import { getContact } from '@rapport/sdk';\nexport const contact = getContact;",
  'apps/web/src/features/contacts/ContactTable.tsx':
    "import type { Contact } from '@rapport/sdk';\nimport { Page } from '../../shared/ui/Page';\nimport { contact } from './contactQueries';\nexport const table = [contact, Page];\nexport type Row = Contact;",
  'apps/web/src/features/lists/listQueries.ts': 'export const lists = 1;',
};

/** One violation of each rule: the file that commits it and what it says. */
const violations: Record<string, { file: string; text: string }> = {
  'no-circular': { file: 'libs/providers/src/left.ts', text: "import './right.js';" },
  'module-order': { file: 'apps/api/src/modules/contacts/early.ts', text: "import '../campaigns/CampaignService.js';" },
  'module-order-known': { file: 'apps/api/src/modules/weather/WeatherService.ts', text: "import '../../platform/http/AppError.js';" },
  'module-public-surface': { file: 'apps/api/src/modules/campaigns/nosy.ts', text: "import '../contacts/ContactRepository.js';" },
  'platform-knows-no-module': {
    file: 'apps/api/src/platform/http/curious.ts',
    text: "import '../../modules/contacts/ContactService.js';",
  },
  'only-app-module-sees-everything': { file: 'apps/api/src/modules/campaigns/upwards.ts', text: "import '../../AppModule.js';" },
  'libs-know-no-app': { file: 'libs/sdk/src/reaching.ts', text: "import '../../../apps/api/src/platform/http/AppError.js';" },
  'common-imports-nothing': { file: 'libs/common/src/clock.ts', text: "import 'node:fs';" },
  'typeorm-stays-home': {
    file: 'apps/api/src/modules/campaigns/shortcut.ts',
    text: "import { EntityManager } from 'typeorm';\nexport const m = EntityManager;",
  },
  'vendor-sdk-stays-home': { file: 'apps/api/src/modules/campaigns/direct.ts', text: "import 'nodemailer';" },
  'vendor-sdk-loads-late': { file: 'libs/providers/src/eager.ts', text: "import 'mailgun.js';" },
  'features-are-islands': { file: 'apps/web/src/features/contacts/neighbour.ts', text: "import '../lists/listQueries';" },
  'shared-knows-no-feature': { file: 'apps/web/src/shared/ui/Knowing.tsx', text: "import '../../features/lists/listQueries';" },
  'sdk-only-in-queries': {
    file: 'apps/web/src/features/contacts/ContactDrawer.tsx',
    text: "import { getContact } from '@rapport/sdk';\nexport const g = getContact;",
  },
  'web-speaks-only-to-the-sdk': {
    file: 'apps/web/src/features/contacts/peek.ts',
    text: "import '../../../../api/src/platform/http/AppError';",
  },
  'no-tests-in-product': { file: 'apps/api/src/modules/campaigns/borrowed.ts', text: "import '@rapport/providers/testing';" },
  'no-development-dependency-in-product': {
    file: 'libs/providers/src/sink.ts',
    text: "import { SMTPServer } from 'smtp-server';\nexport const s = SMTPServer;",
  },
  resolvable: { file: 'libs/providers/src/lost.ts', text: "import './nowhere.js';" },
};

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

it('passes a tree that keeps every rule', async () => {
  expect(await violationsIn(cleanTree)).toEqual([]);
});

describe('a violation is found by the rule', () => {
  let found: Violation[];
  beforeAll(async () => {
    const offending = Object.fromEntries(Object.values(violations).map(({ file, text }) => [file, text]));
    found = await violationsIn({ ...cleanTree, ...offending, 'libs/providers/src/right.ts': "import './left.js';" });
  });

  it.each(Object.keys(violations))('%s', (rule) => {
    const files = found.filter((violation) => violation.rule.name === rule).map((violation) => violation.from);
    expect(files).toContain(violations[rule]?.file);
    expect(files.every((file) => file === violations[rule]?.file || file === 'libs/providers/src/right.ts')).toBe(true);
  });
});

it('every rule of the configuration has its violation here', () => {
  const { forbidden } = createRequire(join(root, 'tools/'))(join(root, '.dependency-cruiser.cjs')) as {
    forbidden: { name: string; severity: string }[];
  };
  expect([...new Set(forbidden.map((rule) => rule.name))].sort()).toEqual(Object.keys(violations).sort());
  expect(forbidden.every((rule) => rule.severity === 'error')).toBe(true);
});

async function violationsIn(tree: Record<string, string>): Promise<Violation[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-rules-'));
  folders.push(folder);
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  cpSync(join(root, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'));
  cpSync(join(root, 'tools/dependencies.tsconfig.json'), join(folder, 'tools/dependencies.tsconfig.json'));
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs'];
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 16 * 1024 * 1024 }).catch(
    // The exit code is the number of violations; the report is written all the same.
    (error: { stdout: string }) => error,
  );
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}
