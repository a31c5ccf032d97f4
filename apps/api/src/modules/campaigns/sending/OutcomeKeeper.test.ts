import type { SettledMessage } from './CampaignRun.js';
import { OutcomeKeeper } from './OutcomeKeeper.js';

const settled = (...ids: string[]): SettledMessage[] => ids.map((id) => ({ recipient: { id } }) as SettledMessage);

/** A database that refuses some commits. Answers what it took. */
function databaseThat(refuses: (ids: readonly string[], commit: number) => boolean): { keeper: OutcomeKeeper; taken: string[] } {
  const taken: string[] = [];
  let commits = 0;
  let now = 0;
  const keeper = new OutcomeKeeper(
    (messages) => {
      const ids = messages.map(({ recipient }) => recipient.id);
      commits += 1;
      if (refuses(ids, commits)) return Promise.reject(new Error('no'));
      taken.push(...ids);
      return Promise.resolve({ handed: new Set(), isCampaignSending: true });
    },
    () => now,
    (ms) => Promise.resolve(void (now += ms)),
  );
  return { keeper, taken };
}

describe('OutcomeKeeper', () => {
  it('asks until the database is back', async () => {
    const { keeper, taken } = databaseThat((_ids, commit) => commit < 40);
    expect(await keeper.write(settled('a', 'b', 'c'))).toBe(true);
    expect(taken.sort()).toEqual(['a', 'b', 'c']);
  });

  it('does not let one that is refused for good take the others along', async () => {
    const { keeper, taken } = databaseThat((ids) => ids.includes('bad'));
    expect(await keeper.write(settled('a', 'bad', 'c'))).toBe(false);
    expect(taken).toEqual(['a', 'c']);
  });

  it('gives up after half an hour', async () => {
    const { keeper } = databaseThat(() => true);
    expect(await keeper.write(settled('a'))).toBe(false);
  });

  it('has nothing to do without outcomes', async () => {
    const { keeper } = databaseThat(() => true);
    expect(await keeper.write([])).toBe(true);
  });
});
