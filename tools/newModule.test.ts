import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';
import { moduleFiles } from './support/moduleFiles.mjs';

const NOW = 1_900_000_000_000;

describe.each([
  ['visits', undefined],
  ['taxReturns', 'taxReturn'],
])('the skeleton of the module %s', (name, one) => {
  const { made, changed } = moduleFiles(name, one, NOW);
  const all = [...made, ...changed];

  it('reads as TypeScript, file by file, and can be formatted', async () => {
    expect(made.size).toBeGreaterThan(10);
    for (const [file, text] of all) {
      const formatted = await format(text, { ...(await resolveConfig(path.resolve(file))), filepath: file });
      expect(formatted.length).toBeGreaterThan(100);
      if (!/\.tsx?$/.test(file)) continue;
      const { diagnostics = [] } = ts.transpileModule(formatted, {
        fileName: file,
        reportDiagnostics: true,
        compilerOptions: { experimentalDecorators: true, jsx: ts.JsxEmit.ReactJSX, target: ts.ScriptTarget.ES2022 },
      });
      expect({ file, wrong: diagnostics.map(({ messageText }) => messageText) }).toEqual({ file, wrong: [] });
    }
  });

  it('imports only what there is', () => {
    const missing: string[] = [];
    let looked = 0;
    for (const [file, text] of made)
      for (const [, names = '', from = ''] of text.matchAll(/import (?:type )?\{([^}]*)\} from '(\.[^']*)'/g)) {
        const exported = sourceOf(path.join(path.dirname(file), from), made);
        for (const name of names.split(',').map((part) => part.trim().replace(/^type /, ''))) {
          looked += 1;
          const isThere = new RegExp(`export (?:async )?(?:class|const|function|interface|type) ${name}\\b`).test(exported);
          if (!isThere) missing.push(`${file}: ${name} from ${from}`);
        }
      }
    expect(missing).toEqual([]);
    expect(looked).toBeGreaterThan(40);
  });

  it('leaves no word of the template', () => {
    for (const [file, text] of made) expect(`${file}\n${text}`).not.toMatch(/(?<!no)thing|MIGRATION_TIME/i);
  });

  it('is before Home in AppModule, which is the order', () => {
    const module = `${name.charAt(0).toUpperCase()}${name.slice(1)}Module`;
    expect(changed.get('apps/api/src/AppModule.ts')).toContain(`        ${module},\n        DashboardModule,\n`);
    expect(changed.get('apps/api/src/AppModule.ts')).toContain(`/${name}/${module}.js';\nimport { DashboardModule }`);
  });

  it('has a migration after all others, in the list', () => {
    const migrations = changed.get('apps/api/src/platform/database/migrations/index.ts') ?? '';
    const times = [...migrations.matchAll(/\.\/(\d+)-/g)].map(([, time]) => Number(time));
    expect(times.at(-1)).toBe(NOW);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(made.has(`apps/api/src/platform/database/migrations/${NOW}-${name.charAt(0).toUpperCase()}${name.slice(1)}.ts`)).toBe(true);
  });

  it('touches five files that are there', () => {
    expect([...changed.keys()]).toEqual([
      'apps/api/src/AppModule.ts',
      'apps/api/src/entities.ts',
      'apps/api/src/platform/database/migrations/index.ts',
      'docs/DATA-GROWTH.md',
      'apps/web/src/shared/paths.ts',
    ]);
  });
});

it('keeps the ways of writing apart: tables, addresses and words for people', () => {
  const { made } = moduleFiles('taxReturns', undefined, NOW);
  expect(made.get('apps/api/src/modules/taxReturns/entities/TaxReturn.ts')).toContain("@Entity('tax_returns')");
  expect(made.get('apps/api/src/modules/taxReturns/TaxReturnController.ts')).toContain("@WorkspaceController('tax-returns')");
  expect(made.get('apps/api/src/modules/taxReturns/taxReturnActs.ts')).toContain("'taxReturn.created': 'made the tax return'");
});

it.each(['contacts', 'Reminders', '../x', 'news', 'sheep', ''])('refuses the name "%s", and says why', (name) => {
  expect(() => moduleFiles(name, name === 'news' ? 'news' : undefined, NOW)).toThrow(/already|such as|one of/);
});

/** The text of a module that is imported, of the skeleton or of the product. */
function sourceOf(place: string, made: ReadonlyMap<string, string>): string {
  const bare = place.replace(/\.js$/, '');
  const file = [`${bare}.ts`, `${bare}.tsx`].find((candidate) => made.has(candidate) || existsSync(candidate)) ?? '';
  return made.get(file) ?? (file ? readFileSync(file, 'utf8') : '');
}
