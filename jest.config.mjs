import { existsSync } from 'node:fs';

/**
 * One runner for the whole repository. ES modules throughout, so Node runs with --experimental-vm-modules
 * (tools/test.mjs sets it). The end-to-end projects read TEST_DATABASE_URL: empty means SQLite.
 */
const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true, decorators: true, dynamicImport: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, react: { runtime: 'automatic' } },
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

const shared = {
  rootDir: '.',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': swc },
  moduleNameMapper: {
    '^@rapport/providers/testing$': '<rootDir>/libs/providers/src/testing/index.ts',
    '^@rapport/(common|providers|sdk)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['/dist/'],
};

const apiSetup = {
  setupFiles: ['<rootDir>/apps/api/test/setup.ts'],
  testEnvironment: '<rootDir>/tools/jest/ApiEnvironment.mjs',
  transform: {
    '^(?!.*/node_modules/.pnpm/(@?jest|expect@)).+/node_modules/.+\\.[cm]?js$': '<rootDir>/tools/jest/nativePackages.mjs',
    ...shared.transform,
  },
  transformIgnorePatterns: [],
};

/** The whole product is in each of these files: it is loaded once for all that run in a process. */
const wholeProduct = {
  ...apiSetup,
  // Once the environment has loaded the product.
  setupFiles: [],
  setupFilesAfterEnv: apiSetup.setupFiles,
  testEnvironmentOptions: { sources: 'shared' },
  transform: {
    '/(apps/api|libs/(common|providers))/src/(?!testing/)(?!.*[.]test[.]ts$).+[.]ts$': '<rootDir>/tools/jest/nativeSources.mjs',
    ...apiSetup.transform,
  },
};

const web = {
  ...shared,
  displayName: 'web',
  // By path: pnpm links the environment into apps/web only.
  testEnvironment: '<rootDir>/apps/web/node_modules/jest-environment-jsdom',
  testMatch: ['<rootDir>/apps/web/src/**/*.test.{ts,tsx}'],
  setupFilesAfterEnv: ['<rootDir>/apps/web/src/testing/setup.ts'],
  moduleNameMapper: { '\\.css$': '<rootDir>/apps/web/src/testing/emptyModule.ts', ...shared.moduleNameMapper },
};

export default {
  // For a machine that is busy; what holds a bound of time measures it itself.
  testTimeout: 120_000,
  projects: [
    {
      ...shared,
      ...apiSetup,
      displayName: 'unit',
      testMatch: ['<rootDir>/apps/api/src/**/*.test.ts', '<rootDir>/libs/*/src/**/*.test.ts', '<rootDir>/tools/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '[.]timed[.]test[.]ts$'],
    },
    { ...shared, ...wholeProduct, displayName: 'e2e', testMatch: ['<rootDir>/apps/api/test/**/*.e2e.test.ts'] },
    // Bounds of time hold for a machine that does nothing else meanwhile: one file after the other.
    { ...shared, ...apiSetup, displayName: 'timed', testMatch: ['<rootDir>/{apps/api/test,apps/api/src,libs/*/src}/**/*.timed.test.ts'] },
    ...(existsSync(new URL('./apps/web/src/testing/setup.ts', import.meta.url)) ? [web] : []),
  ],
};
