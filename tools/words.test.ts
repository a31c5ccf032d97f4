import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const FOLDERS = ['apps/api/src', 'apps/web/src', 'libs/common/src', 'libs/providers/src', 'docs'];
/** What other programs write above their columns. */
const FOREIGN_WORDS = /imports[\\/]mapping[\\/]/;

it('the product says "email" everywhere, in one spelling', () => {
  const found: string[] = [];
  for (const folder of FOLDERS) {
    for (const file of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(tsx?|md)$/.test(file) || FOREIGN_WORDS.test(file)) continue;
      readFileSync(path.join(root, folder, file), 'utf8')
        .split('\n')
        .forEach((line, at) => {
          if (/\be-mail/i.test(line)) found.push(`${folder}/${file}:${at + 1}: ${line.trim().slice(0, 120)}`);
        });
    }
  }
  expect(found).toEqual([]);
});
