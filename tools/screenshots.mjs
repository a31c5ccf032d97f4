/**
 * PNGs of dashboard pages for looking at them: 1440 and 390 px wide, light and dark.
 *
 *   node tools/screenshots.mjs --url http://127.0.0.1:3000 --email ada@example.com --password "…" /contacts /campaigns
 *
 * Paths that start with `/w/`, `/login`, `/welcome`, `/register`, `/invite`, `/workspaces`, `/account` or a link from a mail are taken as they are; all others are below the first workspace
 * (`/` is its Home). Options: --out <folder> · --only 1440-light,390-dark · --axe (prints accessibility findings) · --full (whole height)
 * · --fixtures <file.json> (answers by "METHOD /api/v1/…": value; a `*` in the path matches anything) · --workspace <id> · --wait <ms>
 */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from '@playwright/test';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    email: { type: 'string' },
    password: { type: 'string' },
    out: { type: 'string' },
    only: { type: 'string' },
    workspace: { type: 'string' },
    fixtures: { type: 'string' },
    wait: { type: 'string', default: '300' },
    axe: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
});

const VIEWS = [1440, 390].flatMap((width) => ['light', 'dark'].map((scheme) => ({ name: `${width}-${scheme}`, width, scheme })));
const wanted = options.only?.split(',');
const out = options.out ?? mkdtempSync(join(tmpdir(), 'rapport-shots-'));
const fixtures = options.fixtures ? JSON.parse(readFileSync(options.fixtures, 'utf8')) : {};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const storageState = options.email ? await signIn() : undefined;
  for (const view of VIEWS.filter((candidate) => !wanted || wanted.includes(candidate.name))) await shoot(view, storageState);
  console.log(`Pictures are in ${out}`);
} finally {
  await browser.close();
}

async function signIn() {
  const context = await browser.newContext();
  const answer = await context.request.post(`${options.url}/api/v1/auth/login`, {
    data: { email: options.email, password: options.password },
    headers: { 'x-rapport-client': 'screenshots' },
  });
  const body = await answer.json();
  if (body.error) throw new Error(`Signing in failed: ${body.error.message}`);
  options.workspace ??= body.data.workspaces[0]?.id;
  const state = await context.storageState();
  await context.close();
  return state;
}

async function shoot(view, storageState) {
  const context = await browser.newContext({
    storageState,
    viewport: { width: view.width, height: view.width === 390 ? 844 : 900 },
    colorScheme: view.scheme,
    isMobile: view.width === 390,
    hasTouch: view.width === 390,
    reducedMotion: 'reduce',
  });
  await answerFromFixtures(context);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(`${view.name}: page error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && console.log(`${view.name}: console: ${message.text().slice(0, 300)}`));
  for (const path of positionals) {
    // Not "networkidle": the stream of live events never ends.
    await page.goto(options.url + fullPath(path), { waitUntil: 'load' });
    await page
      .waitForFunction(
        () => document.querySelector('h1') && !document.querySelector('[aria-busy="true"], [role="status"][aria-label="Loading"]'),
        null,
        { timeout: 8_000 },
      )
      .catch(() => console.log(`${view.name} ${path}: still loading`));
    await page.waitForTimeout(Number(options.wait));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) console.log(`${view.name} ${path}: ${overflow} px wider than the screen`);
    await page.screenshot({
      path: join(out, `${path.replace(/\W+/g, '-').replace(/^-|-$/g, '').slice(0, 60) || 'home'}-${view.name}.png`),
      fullPage: options.full,
    });
    if (options.axe) await inspect(page, `${view.name} ${path}`);
  }
  await context.close();
}

function fullPath(path) {
  if (/^\/(w|login|welcome|register|invite|workspaces|account|forgot-password|reset-password|confirm-email)(\/|\?|$)/.test(path))
    return path;
  return `/w/${options.workspace}${path === '/' ? '' : path}`;
}

async function inspect(page, label) {
  // A frame that may run no scripts cannot be examined: axe would wait for it for ever.
  await page.evaluate(() => document.querySelectorAll('iframe[sandbox]').forEach((frame) => frame.remove()));
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, impact, help, nodes } of violations)
    console.log(
      `${label}: axe ${impact} ${id}: ${help}\n    ${nodes
        .slice(0, 3)
        .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`)
        .join('\n    ')}`,
    );
}

async function answerFromFixtures(context) {
  for (const [route, value] of Object.entries(fixtures)) {
    const [method, path] = route.split(' ');
    await context.route(`**${path}`, (call) =>
      call.request().method() === method ? call.fulfill({ json: { data: value, error: null } }) : call.fallback(),
    );
  }
}
