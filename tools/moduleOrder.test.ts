import { readdirSync, readFileSync } from 'node:fs';

const MODULES = 'apps/api/src/modules';

const order = JSON.parse(readFileSync(`${MODULES}/order.json`, 'utf8')) as string[];
const classOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Module`;

describe('the order of modules', () => {
  it('names every module there is, once, and no other', () => {
    const folders = readdirSync(MODULES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(order.toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
  });

  it('is the order in which AppModule lists them', () => {
    const listed = /imports: \[([^\]]*)\]/.exec(readFileSync('apps/api/src/AppModule.ts', 'utf8'))?.[1] ?? '';
    expect(listed.match(/\w+Module(?=,\n)/g)).toEqual(order.map(classOf));
  });
});
