import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FileKey, FileStore, ReadOptions, StoredFile } from './FileStore.js';
import { openFileStore } from './openFileStore.js';

const folder = mkdtempSync(path.join(tmpdir(), 'rapport-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MOST = 1_000_000;
const FILE: FileKey = 'imports/one.csv';

/** What holds of every store, wherever it keeps its files. */
describe.each([['disk', () => openFileStore({ kind: 'disk', folder: mkdtempSync(path.join(folder, 'store-')) })]])(
  'files on %s',
  (_, open) => {
    let store: FileStore;
    beforeEach(() => {
      store = open();
    });

    const put = (key: FileKey, text: string): Promise<number> => store.put(key, Readable.from([Buffer.from(text)]), MOST);
    const read = async (key: FileKey, options?: ReadOptions): Promise<string> => (await buffer(await store.get(key, options))).toString();
    const list = async (prefix?: string): Promise<StoredFile[]> => {
      const files: StoredFile[] = [];
      for await (const file of store.list('imports', prefix)) files.push(file);
      return files.sort((a, b) => a.key.localeCompare(b.key));
    };

    it('keep what was put in, tell its size, and give a part of it', async () => {
      expect(await put(FILE, 'name,email\n')).toBe(11);
      expect(await store.size(FILE)).toBe(11);
      expect(await read(FILE)).toBe('name,email\n');
      expect(await read(FILE, { start: 5 })).toBe('email\n');
      expect(await read(FILE, { start: 5, end: 9 })).toBe('email');
      expect(await read(FILE, { end: 0 })).toBe('n');
      expect(await read(FILE, { start: 99 })).toBe('');
      expect(await put(FILE, '')).toBe(0);
      expect(await read(FILE)).toBe('');
    });

    it('come in pieces no larger than asked for', async () => {
      await put(FILE, 'x'.repeat(10_000));
      const sizes: number[] = [];
      for await (const piece of await store.get(FILE, { chunkBytes: 1_024 })) sizes.push((piece as Buffer).length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(1_024);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(10_000);
    });

    it('say that one is missing, and delete what is there or not', async () => {
      await expect(store.get(FILE)).rejects.toMatchObject({ code: 'file.missing', status: 404 });
      expect(await store.size(FILE)).toBeNull();
      await store.delete(FILE);
      await put(FILE, 'a');
      await store.delete(FILE);
      expect(await store.size(FILE)).toBeNull();
      expect(await list()).toEqual([]);
    });

    it('are there when they are whole, or not at all', async () => {
      await put(FILE, 'before');
      const broken = Readable.from(
        (async function* () {
          yield Buffer.from('half');
          expect(await read(FILE)).toBe('before');
          expect((await list()).map(({ key }) => key)).toEqual([FILE]);
          throw new Error('The line went dead.');
        })(),
      );
      await expect(store.put(FILE, broken, MOST)).rejects.toThrow('The line went dead.');
      expect(await read(FILE)).toBe('before');
      await expect(store.put(FILE, Readable.from([Buffer.alloc(60), Buffer.alloc(41)]), 100)).rejects.toMatchObject({
        code: 'file.tooLarge',
      });
      expect(await read(FILE)).toBe('before');
      expect(await store.put(FILE, Readable.from([Buffer.alloc(60), Buffer.alloc(40)]), 100)).toBe(100);
      expect(await store.removeUnfinished('imports', new Date(Date.now() + 60_000))).toBe(0);
    });

    it('of one key, put twice at once, end as one of both', async () => {
      const texts = ['a', 'b'].map((letter) => letter.repeat(300_000));
      await Promise.all(texts.map((text) => put(FILE, text)));
      expect(texts).toContain(await read(FILE));
      expect(await list()).toHaveLength(1);
    });

    it('are listed by the beginning of their names', async () => {
      for (const key of ['imports/one.csv', 'imports/other.csv', 'imports/deep/one.csv'] as const) await put(key, 'abc');
      expect(await list()).toEqual(
        ['imports/deep/one.csv', 'imports/one.csv', 'imports/other.csv'].map((key) => ({ key, size: 3, changedAt: expect.any(Date) })),
      );
      expect((await list('o')).map(({ key }) => key)).toEqual(['imports/one.csv', 'imports/other.csv']);
      expect((await list('deep/')).map(({ key }) => key)).toEqual(['imports/deep/one.csv']);
      expect(await list('none')).toEqual([]);
    });

    it.each([
      'imports/../secrets.json',
      'imports/..',
      'imports/./one.csv',
      '/imports/one.csv',
      'imports//one.csv',
      'imports/',
      'imports',
      'secrets.json',
      'keys/one.csv',
      'imports/.hidden',
      'imports/one.csv.0123.part',
      'imports/one.part',
      'imports/one\0.csv',
      'imports/a\\..\\b',
      'imports/%2e%2e',
      `imports/${'x'.repeat(200)}`,
      'imports/a/b/c/d',
      'imports/ÿ.csv',
      '',
    ])('have no key like %j', async (key) => {
      const wrong = key as FileKey;
      await expect(put(wrong, 'x')).rejects.toThrow('not the key of a file');
      await expect(store.get(wrong)).rejects.toThrow('not the key of a file');
      await expect(store.size(wrong)).rejects.toThrow('not the key of a file');
      await expect(store.delete(wrong)).rejects.toThrow('not the key of a file');
    });
  },
);

it('keeps files on the disk for the owner alone, and frees what a dead process left half written', async () => {
  const own = path.join(folder, 'own');
  const store = openFileStore({ kind: 'disk', folder: own });
  await store.put(FILE, Readable.from([Buffer.from('a')]), MOST);
  expect(statSync(path.join(own, FILE)).mode & 0o777).toBe(0o600);
  expect(statSync(path.join(own, 'imports')).mode & 0o777).toBe(0o700);
  mkdirSync(path.join(own, 'imports'), { recursive: true });
  const half = path.join(own, 'imports', 'two.csv.aabbccddeeff.part');
  writeFileSync(half, 'half');
  expect(await store.removeUnfinished('imports', new Date(Date.now() - 86_400_000))).toBe(0);
  utimesSync(half, new Date(0), new Date(0));
  expect(await store.removeUnfinished('imports', new Date(Date.now() - 86_400_000))).toBe(1);
  expect(existsSync(half)).toBe(false);
  expect(readdirSync(path.join(own, 'imports'))).toEqual(['one.csv']);
});
