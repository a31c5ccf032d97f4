import { Clock } from '../../../platform/time/Clock.js';
import { KeptAnswers } from './KeptAnswers.js';

class SetClock extends Clock {
  private ms = Date.parse('2026-03-01T09:00:00.000Z');

  override present(): Date {
    return new Date(this.ms);
  }

  advance(ms: number): void {
    this.ms += ms;
  }
}

/** Answers when told to. */
function questions() {
  const waiting: { name: string; answer: (text: string) => void; fail: (error: Error) => void }[] = [];
  const ask = (name: string) => () =>
    new Promise<string>((answer, fail) => {
      waiting.push({ name, answer, fail });
    });
  return { waiting, ask };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function answers(over: { mostWaiting?: number; mostKept?: number } = {}) {
  const clock = new SetClock();
  const failures: unknown[] = [];
  const kept = new KeptAnswers<string>(clock, {
    ...{ atOnce: 2, mostWaiting: 2, mostKept: 10, ...over },
    keepMs: (answer) => (answer === 'fine' ? 600_000 : 60_000),
    failed: (error) => failures.push(error),
  });
  return { kept, clock, failures };
}

it('asks two at once, each once, and says so when too many wait', async () => {
  const { kept } = answers();
  const { waiting, ask } = questions();
  const looks = ['a', 'b', 'b', 'c', 'd', 'e'].map((name) => kept.look(name, ask(name)));
  expect(looks.map((look) => look === null)).toEqual([false, false, false, false, false, true]);
  expect(waiting.map(({ name }) => name)).toEqual(['a', 'b']);
  waiting[0]?.answer('fine');
  await settled();
  expect(waiting.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(kept.find('a')?.answer).toBe('fine');
});

it('keeps an answer as long as it says, and asks again after a failure', async () => {
  const { kept, clock, failures } = answers();
  const { waiting, ask } = questions();
  for (const name of ['good', 'bad']) kept.look(name, ask(name));
  waiting[0]?.answer('fine');
  waiting[1]?.answer('broken');
  await settled();
  clock.advance(61_000);
  expect([kept.find('good')?.answer, kept.find('bad')]).toEqual(['fine', null]);
  clock.advance(600_000);
  expect(kept.find('good')).toBeNull();
  kept.look('bad', ask('bad'));
  waiting[2]?.fail(new Error('a bug'));
  await settled();
  expect([kept.find('bad'), failures]).toEqual([null, [new Error('a bug')]]);
});

it('forgets the oldest answer first, and nothing that is being asked', async () => {
  const { kept } = answers({ mostKept: 2, mostWaiting: 9 });
  const { waiting, ask } = questions();
  for (const name of ['a', 'b', 'c']) kept.look(name, ask(name));
  expect(['a', 'b', 'c'].every((name) => kept.find(name))).toBe(true);
  waiting[1]?.answer('fine');
  await settled();
  expect(['a', 'b', 'c'].map((name) => kept.find(name)?.answer)).toEqual([null, undefined, null]);
});
