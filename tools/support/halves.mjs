/** What `checkCode.mjs` checks in one process: two halves of about the same size, one for each of two processors. */

/** `projects` have a tsconfig.json; `lint` and `ignore` say which files are looked at. Together the halves are the whole. */
export const HALVES = {
  server: { projects: ['libs/common', 'libs/providers', 'libs/sdk', 'apps/api'], lint: ['libs', 'apps/api'], ignore: [] },
  dashboard: { projects: ['apps/web', 'tools'], lint: ['.'], ignore: ['libs/**', 'apps/api/**'] },
};
