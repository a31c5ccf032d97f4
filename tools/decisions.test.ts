import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = 'docs/adr';
const files = readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name));
const titleOf = (name: string): RegExpExecArray | null => /^# (\d+)\. (.+)\n/.exec(readFileSync(path.join(folder, name), 'utf8'));

describe('decisions', () => {
  it('have numbers of their own, in their names and headings alike', () => {
    const numbers = files.map((name) => Number(name.slice(0, 4)));
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
    expect(files.map((name) => Number(titleOf(name)?.[1]))).toEqual(numbers);
  });

  it('are all in the list, by their titles', () => {
    const listed = readFileSync(path.join(folder, 'README.md'), 'utf8').match(/^- .+$/gm);
    expect(listed).toEqual(files.map((name) => `- ${titleOf(name)?.[1] ?? ''}. [${titleOf(name)?.[2] ?? ''}](${name})`));
  });

  it('are where documents say they are, and have the number they are called by', () => {
    const below = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
    const documents = ['README.md', ...below.map((name) => path.join('docs', name))];
    const wrong = documents.flatMap((document) =>
      [...readFileSync(document, 'utf8').matchAll(/\[([^\]]*)\]\(([^)\s]*\d{4}-[a-z0-9-]+\.md)\)/g)]
        .filter(([, words = '', target = '']) => {
          const name = path.basename(target);
          const called = /decision (\d+)/.exec(words)?.[1];
          return !files.includes(name) || (called !== undefined && Number(called) !== Number(name.slice(0, 4)));
        })
        .map(([link]) => `${document}: ${link}`),
    );
    expect(wrong).toEqual([]);
  });
});
