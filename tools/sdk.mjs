/**
 * Regenerates libs/sdk from the API: openapi.json, then the client; and docs/API-ACCESS.md. `--check` changes nothing and fails when they have drifted.
 * Built into a temporary folder, so that it neither needs nor disturbs a running build.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sdk = join(root, 'libs/sdk');
const isCheck = process.argv.includes('--check');
const work = mkdtempSync(join(tmpdir(), 'rapport-sdk-'));

try {
  const target = isCheck ? join(work, 'out') : sdk;
  mkdirSync(join(target, 'src/generated'), { recursive: true });
  writeDocument(join(target, 'openapi.json'));
  await generate(target);
  if (isCheck) reportDrift(target);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Compiles the API beside its real dependencies and lets it write its own document. */
function writeDocument(file) {
  const build = join(work, 'apps/api');
  mkdirSync(build, { recursive: true });
  symlinkSync(join(root, 'apps/api/node_modules'), join(build, 'node_modules'));
  cpSync(join(root, 'apps/api/package.json'), join(build, 'package.json'));
  for (const lib of ['common', 'providers']) run(root, 'node_modules/typescript/bin/tsc', '-p', `libs/${lib}/tsconfig.build.json`);
  run(
    join(root, 'apps/api'),
    'node_modules/@swc/cli/bin/swc.js',
    'src',
    '-d',
    join(build, 'dist'),
    '--strip-leading-paths',
    '--config-file',
    'swc.build.json',
  );
  const access = isCheck ? join(work, 'API-ACCESS.md') : join(root, 'docs/API-ACCESS.md');
  execFileSync(process.execPath, [join(build, 'dist/writeOpenApi.js'), file, access], {
    cwd: build,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function run(cwd, script, ...args) {
  execFileSync(process.execPath, [join(root, script), ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function generate(target) {
  await createClient({
    input: join(target, 'openapi.json'),
    output: { path: join(target, 'src/generated'), importFileExtension: '.js' },
    // Whoever connects says once who they are; the functions need not each carry it into the browser.
    plugins: ['@hey-api/typescript', '@hey-api/client-fetch', { name: '@hey-api/sdk', auth: false }],
    logs: { level: 'error', file: false },
  });
}

function reportDrift(target) {
  const committed = snapshot(sdk);
  const fresh = snapshot(target);
  const drifted = [...new Set([...committed.keys(), ...fresh.keys()])].filter((name) => committed.get(name) !== fresh.get(name));
  if (drifted.length === 0) return;
  process.stderr.write(`libs/sdk no longer matches the API (${drifted.join(', ')}). Run "node tools/sdk.mjs" and commit the result.\n`);
  process.exitCode = 1;
}

function snapshot(folder) {
  const files = ['openapi.json', ...walk(join(folder, 'src/generated')).map((file) => relative(folder, file))];
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function walk(folder) {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    return statSync(file).isDirectory() ? walk(file) : [file];
  });
}
