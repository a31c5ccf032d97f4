import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** As the dependency rules read it in AppModule. */
const order = orderInRules();

function orderInRules(): string[] {
  const { forbidden } = createRequire(resolve('tools/'))(resolve('.dependency-cruiser.cjs')) as {
    forbidden: { name: string; from: { path?: string } }[];
  };
  return forbidden.filter(({ name }) => name === 'module-order').map(({ from }) => /modules\/(\w+)\//.exec(from.path ?? '')?.[1] ?? '');
}

const classOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Module`;

describe('the order of modules', () => {
  it('names every module there is, once, and no other', () => {
    const folders = readdirSync('apps/api/src/modules', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(order.toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
  });

  it('is that of the imports of AppModule, in which it also starts them', () => {
    const listed = /imports: \[([^\]]*)\]/.exec(readFileSync('apps/api/src/AppModule.ts', 'utf8'))?.[1] ?? '';
    expect(listed.match(/\w+Module(?=,\n)/g)).toEqual(order.map(classOf));
  });
});
