import { CommitSync } from './CommitSync.js';

/** A disk whose flushes end when the test says so. */
function slowDisk(): { flush: () => Promise<void>; begun: () => number; finish: (error?: Error) => void } {
  let begun = 0;
  let finish: (error?: Error) => void = () => undefined;
  return {
    flush: () => {
      begun += 1;
      return new Promise<void>((resolve, reject) => {
        finish = (error) => (error ? reject(error) : resolve());
      });
    },
    begun: () => begun,
    finish: (error) => finish(error),
  };
}

/** Some turns of the event loop later. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

it('flushes once for a commit that comes alone', async () => {
  const disk = slowDisk();
  const commit = new CommitSync(disk.flush).durable();
  await settled();
  disk.finish();
  await commit;
  expect(disk.begun()).toBe(1);
});

it('makes everyone who commits during a flush wait for the next one, which they share', async () => {
  const disk = slowDisk();
  const commits = new CommitSync(disk.flush);
  const acknowledged: string[] = [];
  const first = commits.durable().then(() => acknowledged.push('first'));
  await settled();
  const others = ['second', 'third', 'fourth'].map((name) => commits.durable().then(() => acknowledged.push(name)));

  disk.finish();
  await first;
  await settled();
  expect(acknowledged).toEqual(['first']);
  expect(disk.begun()).toBe(2);

  disk.finish();
  await Promise.all(others);
  expect(acknowledged).toEqual(['first', 'second', 'third', 'fourth']);
  expect(disk.begun()).toBe(2);
});

it('flushes once for all who commit in one turn of the event loop', async () => {
  const disk = slowDisk();
  const commits = new CommitSync(disk.flush);
  const all = Promise.all([commits.durable(), commits.durable(), commits.durable()]);
  await settled();
  disk.finish();
  await all;
  expect(disk.begun()).toBe(1);
});

it('flushes again for a commit after a quiet time', async () => {
  const commits = new CommitSync(async () => undefined);
  await commits.durable();
  await commits.durable();
  const disk = slowDisk();
  const later = new CommitSync(disk.flush);
  const one = later.durable();
  await settled();
  disk.finish();
  await one;
  const two = later.durable();
  await settled();
  expect(disk.begun()).toBe(2);
  disk.finish();
  await two;
});

it('acknowledges nothing any more once the disk has refused', async () => {
  const disk = slowDisk();
  const commits = new CommitSync(disk.flush);
  const first = commits.durable();
  await settled();
  const second = commits.durable();
  disk.finish(new Error('EIO: i/o error'));
  await expect(first).rejects.toMatchObject({ code: 'database.notDurable' });
  await expect(second).rejects.toMatchObject({ code: 'database.notDurable' });
  await expect(commits.durable()).rejects.toMatchObject({ code: 'database.notDurable' });
  expect(disk.begun()).toBe(1);
});
