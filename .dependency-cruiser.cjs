/**
 * The dependency rule, executable (docs/ARCHITECTURE.md says why it is drawn so). Every rule is an error, and
 * tools/dependencyRules.test.ts feeds each of them a violation. Folders are matched by pattern, so a new module is
 * covered the day it is born; only the order of the modules has to be a list: the one in which AppModule imports them.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** By their folders. A new module is put at its place in AppModule. */
const moduleOrder = [...readFileSync(join(__dirname, 'apps/api/src/AppModule.ts'), 'utf8').matchAll(/'\.\/modules\/(\w+)\//g)].map(
  ([, name = '']) => name,
);

const modules = '^apps/api/src/modules';
const tests = '[.]test[.]tsx?$|^apps/api/test/|^apps/web/e2e/|^apps/web/src/testing/|^libs/[^/]+/src/testing/';
/** @param {string} names alternatives of npm package names */
const npm = (names) => `node_modules/(${names})/`;

const orderRules = moduleOrder.map((name, index) => ({
  name: 'module-order',
  comment: `${name} may only use modules before it in the order; what comes later listens to its events or registers itself`,
  severity: 'error',
  from: { path: `${modules}/${name}/`, pathNot: tests },
  to: { path: `${modules}/[^/]+/`, pathNot: `${modules}/(${moduleOrder.slice(0, index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'two files that need each other are one file, or lack a third that both may use',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...orderRules,
    {
      name: 'module-order-known',
      comment: 'a module has its place in the order (apps/api/src/AppModule.ts)',
      severity: 'error',
      from: { path: `${modules}/[^/]+/`, pathNot: `${modules}/(${moduleOrder.join('|')})/` },
      to: {},
    },
    {
      name: 'module-public-surface',
      comment: 'another module is used through its public.ts and its root-level *Module, *Service, *References or *Events only',
      severity: 'error',
      from: { path: `${modules}/([^/]+)/`, pathNot: tests },
      to: {
        path: `${modules}/[^/]+/`,
        pathNot: [`${modules}/$1/`, `${modules}/[^/]+/([^/]+(Module|Service|References|Events)|public)[.]ts$`],
      },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'the platform serves every domain and knows none',
      severity: 'error',
      from: { path: '^apps/api/src/platform/', pathNot: tests },
      to: { path: `${modules}/` },
    },
    {
      name: 'only-app-module-sees-everything',
      comment: 'main and AppModule are the top: nothing imports them',
      severity: 'error',
      from: { path: '^apps/api/src/(platform|modules)/', pathNot: tests },
      to: { path: '^apps/api/src/[^/]+[.]ts$' },
    },
    {
      name: 'libs-know-no-app',
      comment: 'a library can be published without the product',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'common-imports-nothing',
      comment: 'libs/common is pure code for server and browser alike',
      severity: 'error',
      from: { path: '^libs/common/src/', pathNot: tests },
      to: { pathNot: '^libs/common/src/' },
    },
    {
      name: 'typeorm-stays-home',
      comment: 'only the database platform, repositories and entities know the ORM; others may name its types',
      severity: 'error',
      from: {
        path: '^apps/api/src/',
        pathNot: [tests, '^apps/api/src/platform/database/', 'Repository[.]ts$', '/entities/'],
      },
      to: { path: npm('typeorm'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'vendor-sdk-stays-home',
      comment: 'a vendor is spoken to by its adapter in libs/providers and nowhere else',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [tests, '^libs/providers/src/'] },
      to: { path: npm('nodemailer|mailgun[.]js|twilio|openai|@googleapis/[^/]+|google-auth-library|@microsoft/[^/]+|@azure/[^/]+') },
    },
    {
      name: 'vendor-sdk-loads-late',
      comment: 'a vendor package is large, and most installations need one or none: it is loaded by `vendorPackage`, with the first call',
      severity: 'error',
      from: { path: '^libs/providers/src/', pathNot: [tests, '^libs/providers/src/testing/'] },
      to: {
        path: npm('mailgun[.]js|twilio|openai|@googleapis/[^/]+|google-auth-library|@microsoft/[^/]+|@azure/[^/]+'),
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'features-are-islands',
      comment: 'a feature uses shared and libs; routes in app compose several features',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/', pathNot: tests },
      to: { path: '^apps/web/src/(features|app)/', pathNot: '^apps/web/src/features/$1/' },
    },
    {
      name: 'shared-knows-no-feature',
      comment: 'what all features share knows none of them',
      severity: 'error',
      from: { path: '^apps/web/src/shared/', pathNot: tests },
      to: { path: '^apps/web/src/(features|app)/' },
    },
    {
      name: 'sdk-only-in-queries',
      comment: "requests are made in a feature's *Queries file (and by the session of the app); components may name the SDK's types",
      severity: 'error',
      from: {
        path: '^apps/web/src/',
        pathNot: [
          tests,
          'Queries[.]tsx?$',
          '^apps/web/src/main[.]tsx$',
          '^apps/web/src/app/session/',
          '^apps/web/src/shared/api/',
          '^apps/web/src/app/[^/]*[sS]ession[^/]*$',
        ],
      },
      to: { path: '^libs/sdk/|node_modules/@rapport/sdk/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-speaks-only-to-the-sdk',
      comment: 'the dashboard knows the API through the SDK, never its source, and the API never the dashboard',
      severity: 'error',
      from: { path: '^apps/(api|web)/', pathNot: tests },
      to: { path: '^apps/(api|web)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-tests-in-product',
      comment: 'what the product runs does not depend on what only tests use',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-development-dependency-in-product',
      comment: 'the server image carries no development dependencies',
      severity: 'error',
      from: { path: '^(apps/api|libs/[^/]+)/src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'every import leads to a file or an installed package',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: join(__dirname, 'tools/dependencies.tsconfig.json') },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/|^libs/sdk/src/generated/|[.](css|svg|png|woff2)$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // A package of types alone has no main.
      mainFields: ['main', 'types', 'typings'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
