/**
 * W8: the contact table in a browser over very many contacts: how soon the first row is there, and how smoothly it scrolls through several
 * pages by the wheel. Frames are times between animation frames; a machine that does other things loses some by itself, so a page with
 * nothing but height is scrolled in the same way before and after, and its longest frame stands beside. `CONTACTS=1000000` for more of
 * them, `PROFILE=file.cpuprofile` for what the page's thread did while it scrolled.
 */
/* global window, requestAnimationFrame -- of the page, where some of these functions run */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../tools/support/browser.mjs';
import { assertRows, percentile, report } from './support/figures.mjs';
import { fillWorkspace } from './support/largeWorkspace.mjs';
import { createAccount, startProduct } from './support/product.mjs';

const CONTACTS = Number(process.env.CONTACTS ?? 100_000);
const STEPS = 80;
const STEP_PIXELS = 360;
const STEP_MS = 60;
const OPENINGS = 5;
const MOST_FRAME_MS = 50;
const VIEWPORT = { width: 1440, height: 900 };

const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
try {
  const first = await startProduct({ dataDir });
  const { cookie, workspaceId } = await createAccount(first);
  await first.stop();
  fillWorkspace(join(dataDir, 'rapport.db'), { workspaceId, contacts: CONTACTS, rows: 1_000 });
  const product = await startProduct({ dataDir });
  const browser = await chromium.launch({
    executablePath: (await findBrowser()) ?? undefined,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
  try {
    const context = await browser.newContext({ viewport: VIEWPORT });
    const cookies = cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: product.url };
    });
    await context.addCookies(cookies);
    await measure(context, `${product.url}/w/${workspaceId}/contacts`);
  } finally {
    await browser.close();
    await product.stop();
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

/** @param {import('@playwright/test').BrowserContext} context @param {string} url */
async function measure(context, url) {
  const openings = [];
  for (let n = 0; n <= OPENINGS; n += 1) openings.push(await open(context, url));
  // The first one also compiles the code of the page and fills the cache of the browser.
  const [cold, ...warm] = openings;
  report({
    row: 'W8',
    what: `opening the contact table of ${CONTACTS.toLocaleString('en-GB')}, first row`,
    figure: percentile(warm, 0.5),
    unit: 'ms',
    limit: 1_000,
    better: 'lower',
    note: `the first time ${Math.round(cold ?? 0)} ms`,
  });

  const before = await scrollNothing(context);
  const table = await scrollTable(context, url);
  const after = await scrollNothing(context);
  const quiet = Math.max(before.longest, after.longest);
  report({ row: 'W8', what: 'longest frame, an empty page', figure: quiet, unit: 'ms' });
  report({
    row: 'W8',
    what: `longest frame, ${table.rowsPassed} rows scrolled`,
    figure: table.longest,
    unit: 'ms',
    limit: MOST_FRAME_MS,
    better: 'lower',
    note: `the empty page ${Math.round(quiet)} ms; 99 % within ${Math.round(table.p99)} ms, ${table.over} of ${table.frames} frames over ${MOST_FRAME_MS} ms`,
  });
  report({
    row: 'W8',
    what: 'longest task of the page',
    figure: table.longestTask,
    unit: 'ms',
    limit: MOST_FRAME_MS,
    better: 'lower',
  });
  report({
    row: 'W8',
    what: 'elements of the page while scrolling',
    figure: table.elements,
    unit: 'elements',
    limit: 2_000,
    better: 'lower',
  });
  report({ row: 'W8', what: 'work of the page’s thread for each row that came', figure: table.taskMs / table.rowsPassed, unit: 'ms' });
}

/** Milliseconds from the navigation to the first row that shows a contact. @param {import('@playwright/test').BrowserContext} context @param {string} url */
async function open(context, url) {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[role="row"][data-row-index="0"] a')) Object.assign(window, { firstRowAt: performance.now() });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  // What is counted after the rows belongs to this opening: left running, it would be measured with the next one.
  const counted = Promise.all([page.waitForResponse(/\/contacts\/count/), page.waitForResponse(/\/lists$/)]);
  await page.goto(url);
  const at = await page.waitForFunction(() => /** @type {{ firstRowAt?: number }} */ (/** @type {unknown} */ (window)).firstRowAt);
  const ms = Number(await at.jsonValue());
  await counted;
  await page.close();
  return ms;
}

/** @param {import('@playwright/test').BrowserContext} context @param {string} url */
async function scrollTable(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('[role="row"][data-row-index="0"] a').waitFor();
  // What loads beside the table (fonts, counts) is no scrolling.
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(1_000);
  const session = await context.newCDPSession(page);
  // Time that the thread worked, not time that passed: what else the machine does is not in it.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  if (process.env.PROFILE) {
    await session.send('Profiler.enable');
    await session.send('Profiler.start');
  }
  const taskBefore = await taskMs(session);
  const frames = await scroll(page);
  const worked = (await taskMs(session)) - taskBefore;
  if (process.env.PROFILE) writeFileSync(process.env.PROFILE, JSON.stringify((await session.send('Profiler.stop')).profile));
  const last = await page.evaluate(() =>
    Math.max(...Array.from(document.querySelectorAll('[data-row-index]'), (row) => Number(row.getAttribute('data-row-index')))),
  );
  const missing = await page.locator('[data-row-index][aria-busy="true"]').count();
  const expected = Math.floor((STEPS * STEP_PIXELS) / 36);
  assertRows('rows scrolled past at least', Number(last >= Math.min(expected, CONTACTS) - 1), 1);
  assertRows('rows that are still missing after a second', missing, 0);
  await page.close();
  return { ...frames, rowsPassed: last, taskMs: worked };
}

/** The same wheel over a page that has only height. @param {import('@playwright/test').BrowserContext} context */
async function scrollNothing(context) {
  const page = await context.newPage();
  await page.setContent(`<div style="height:${STEPS * STEP_PIXELS + VIEWPORT.height * 2}px;background:linear-gradient(#fff,#ccc)"></div>`);
  const frames = await scroll(page);
  await page.close();
  return frames;
}

/** @param {import('@playwright/test').Page} page */
async function scroll(page) {
  await page.mouse.move(VIEWPORT.width / 2 + 200, VIEWPORT.height / 2);
  await page.evaluate(() => {
    const seen = { frames: /** @type {number[]} */ ([]), tasks: [0], elements: 0, isOver: false };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      entryTypes: ['longtask'],
    });
    let before = performance.now();
    /** @param {number} now */
    const frame = (now) => {
      seen.frames.push(now - before);
      before = now;
      if (seen.frames.length % 10 === 0) seen.elements = Math.max(seen.elements, document.getElementsByTagName('*').length);
      if (!seen.isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let step = 0; step < STEPS; step += 1) {
    await page.mouse.wheel(0, STEP_PIXELS);
    await page.waitForTimeout(STEP_MS);
  }
  await page.waitForTimeout(1_000);
  const { frames, tasks, elements } = await page.evaluate(() => {
    const { seen } = /** @type {{ seen: { frames: number[], tasks: number[], elements: number, isOver: boolean } }} */ (
      /** @type {unknown} */ (window)
    );
    seen.isOver = true;
    return seen;
  });
  const [, ...counted] = frames;
  return {
    frames: counted.length,
    longest: Math.max(...counted),
    p99: percentile(counted, 0.99),
    over: counted.filter((ms) => ms > MOST_FRAME_MS).length,
    longestTask: Math.max(...tasks),
    elements,
  };
}

/** @param {import('@playwright/test').CDPSession} session */
async function taskMs(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}
