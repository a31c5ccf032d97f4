import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });

it('lists every command of package.json with what it does', () => {
  const { status, stdout } = run('tools/help.mjs');
  expect(status).toBe(0);
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  for (const name of Object.keys(scripts)) expect(stdout).toMatch(new RegExp(`npm (run )?${name} +\\w`));
  expect(stdout).not.toContain('Also:');
});

it.each([[[]], [['unknown']], [['../main']], [['constructor']]])('names the programs of the API when asked for %j', (args: string[]) => {
  const { status, stdout, stderr } = run('tools/apiCommand.mjs', ...args);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('verifyAudit');
  expect(stderr).toContain('npm run account:recover');
  expect(stderr).not.toMatch(/\n\s+at /);
});

const PROGRAMS = ['rotateSecrets', 'recoverAccount', 'confirmAccount', 'verifyAudit', 'verifyApprovals'];

it.each(PROGRAMS)('%s tells what it does with --help, and does nothing', (program) => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'rapport-help-'));
  try {
    const { status, stdout } = spawnSync(process.execPath, ['tools/apiCommand.mjs', program, '--help'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: dataDir },
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^npm run \w+:\w+( -- ann@example\.com)?\n {2}\w/);
    expect(readdirSync(dataDir)).toEqual([]);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});

it.each(['rotateSecrets', 'verifyAudit', 'verifyApprovals'])('%s refuses words it does not know, and does nothing', (program) => {
  const { status, stdout, stderr } = run('tools/apiCommand.mjs', program, '--force');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('Nothing was done.');
});
