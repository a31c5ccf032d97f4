import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// tools/test.mjs looks for a browser and says which; by hand Debian's is taken, else the one Playwright downloaded.
const executablePath = process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium'].find((path) => existsSync(path));

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // For a machine that is busy; nothing here measures time.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // Every test starts a product of its own, so files can run beside each other.
  fullyParallel: true,
  workers: 2,
  // A browser that hangs is not the product's fault; what passes only then is said in the summary.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    browserName: 'chromium',
    actionTimeout: 40_000,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // A trace of each step costs a third of the time: TRACE=1 keeps one of what fails.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
