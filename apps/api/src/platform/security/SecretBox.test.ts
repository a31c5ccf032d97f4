import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KeyRing } from './KeyRing.js';
import { SecretBox } from './SecretBox.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rapport-keys-'));
  file = path.join(folder, 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (): SecretBox => new SecretBox(KeyRing.open(file, new Date('2026-01-01')));

it('opens what it sealed, in the same place only', () => {
  const box = open();
  const sealed = box.seal('p4ssword', 'providers.config:1');
  expect(sealed).not.toContain('p4ssword');
  expect(box.open(sealed, 'providers.config:1')).toBe('p4ssword');
  expect(() => box.open(sealed, 'providers.config:2')).toThrow(/cannot be read/);
});

it('refuses a value that was changed', () => {
  const box = open();
  const sealed = box.seal('p4ssword', 'here');
  expect(() => box.open(`${sealed.slice(0, -2)}${sealed.endsWith('A') ? 'BB' : 'AA'}`, 'here')).toThrow(/cannot be read/);
});

it('keeps its keys over a restart, in a file that only the owner reads', () => {
  const sealed = open().seal('p4ssword', 'here');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(open().open(sealed, 'here')).toBe('p4ssword');
});

it('never replaces a damaged key file', () => {
  open();
  const before = 'not json';
  writeFileSync(file, before);
  expect(() => open()).toThrow(/damaged/);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
