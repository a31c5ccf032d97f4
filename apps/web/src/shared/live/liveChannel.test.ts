import { openLiveChannel } from './liveChannel';

class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeEventSource.opened.push(this);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  receive(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: typeof data === 'string' ? data : JSON.stringify(data) }));
  }
}

const latest = (): FakeEventSource => {
  const source = FakeEventSource.opened.at(-1);
  if (!source) throw new Error('No stream was opened.');
  return source;
};

beforeEach(() => {
  FakeEventSource.opened = [];
  Object.assign(globalThis, { EventSource: FakeEventSource });
  import.meta.jest.useFakeTimers();
});

afterEach(() => import.meta.jest.useRealTimers());

test('an event reaches those who asked for its type, and nobody after they stopped', () => {
  const seen: unknown[] = [];
  const channel = openLiveChannel('w1', () => undefined);
  const stop = channel.subscribe('import.progress', (event) => seen.push(event.processedRows));
  latest().receive('import.progress', { type: 'import.progress', id: 'i1', processedRows: 40 });
  latest().receive('campaign.changed', { type: 'campaign.changed', id: 'c1' });
  stop();
  latest().receive('import.progress', { type: 'import.progress', id: 'i1', processedRows: 80 });
  expect(seen).toEqual([40]);
});

test('what cannot be read is passed over', () => {
  const seen: unknown[] = [];
  openLiveChannel('w1', () => undefined).subscribe('mailLab.changed', (event) => seen.push(event));
  latest().receive('mailLab.changed', 'not json');
  latest().receive('mailLab.changed', 'null');
  expect(seen).toEqual([]);
});

test('a stream the server ended is opened again, with growing pauses, and the gap is announced once it is open', () => {
  let gaps = 0;
  openLiveChannel('w1', () => (gaps += 1));
  latest().onopen?.();
  expect(gaps).toBe(0);
  latest().readyState = FakeEventSource.CLOSED;
  latest().onerror?.();
  import.meta.jest.advanceTimersByTime(1_000);
  expect(FakeEventSource.opened).toHaveLength(2);
  latest().readyState = FakeEventSource.CLOSED;
  latest().onerror?.();
  import.meta.jest.advanceTimersByTime(1_000);
  expect(FakeEventSource.opened).toHaveLength(2);
  import.meta.jest.advanceTimersByTime(1_000);
  expect(FakeEventSource.opened).toHaveLength(3);
  latest().onopen?.();
  expect(gaps).toBe(1);
});

test('closing stops the retries', () => {
  const channel = openLiveChannel('w1', () => undefined);
  latest().readyState = FakeEventSource.CLOSED;
  latest().onerror?.();
  channel.close();
  import.meta.jest.advanceTimersByTime(60_000);
  expect(FakeEventSource.opened).toHaveLength(1);
});
