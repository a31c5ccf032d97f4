import { type LiveChannel, openLiveChannel } from './liveChannel';

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

const channels: LiveChannel[] = [];

function open(workspaceId: string, onGap: () => void): LiveChannel {
  const channel = openLiveChannel(workspaceId, onGap);
  channels.push(channel);
  return channel;
}

beforeEach(() => {
  FakeEventSource.opened = [];
  Object.assign(globalThis, { EventSource: FakeEventSource });
  import.meta.jest.useFakeTimers();
});

afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
  import.meta.jest.useRealTimers();
});

test('an event reaches those who asked for its type, and nobody after they stopped', () => {
  const seen: unknown[] = [];
  const channel = open('w1', () => undefined);
  const stop = channel.subscribe('import.progress', (event) => seen.push(event.processedRows));
  latest().receive('import.progress', { type: 'import.progress', id: 'i1', processedRows: 40 });
  latest().receive('campaign.changed', { type: 'campaign.changed', id: 'c1' });
  stop();
  latest().receive('import.progress', { type: 'import.progress', id: 'i1', processedRows: 80 });
  expect(seen).toEqual([40]);
});

test('news of the person arrive beside those of the workspace', () => {
  const seen: unknown[] = [];
  open('w1', () => undefined).subscribe('audit.verifying', (event) => seen.push([event.id, event.done]));
  latest().receive('audit.verifying', { type: 'audit.verifying', id: 'w2', done: 7, total: 9 });
  expect(seen).toEqual([['w2', 7]]);
});

test('what cannot be read is passed over', () => {
  const seen: unknown[] = [];
  open('w1', () => undefined).subscribe('mailLab.changed', (event) => seen.push(event));
  latest().receive('mailLab.changed', 'not json');
  latest().receive('mailLab.changed', 'null');
  expect(seen).toEqual([]);
});

test('a stream the server ended is opened again, with growing pauses, and the gap is announced once it is open', () => {
  let gaps = 0;
  open('w1', () => (gaps += 1));
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

const setVisible = (isVisible: boolean): void => {
  Object.defineProperty(document, 'visibilityState', { value: isVisible ? 'visible' : 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
};

test('a tab in the background gives its stream back after a while, and takes one when it is looked at again', () => {
  let gaps = 0;
  const channel = open('w1', () => (gaps += 1));
  latest().onopen?.();
  setVisible(false);
  import.meta.jest.advanceTimersByTime(5_000);
  setVisible(true);
  expect(FakeEventSource.opened).toHaveLength(1);
  setVisible(false);
  import.meta.jest.advanceTimersByTime(15_000);
  expect(latest().readyState).toBe(FakeEventSource.CLOSED);
  import.meta.jest.advanceTimersByTime(600_000);
  expect(FakeEventSource.opened).toHaveLength(1);
  setVisible(true);
  expect(FakeEventSource.opened).toHaveLength(2);
  latest().onopen?.();
  expect(gaps).toBe(1);
  channel.close();
});

test('a stream whose place went to another comes back only when its tab is looked at, and only once', () => {
  const channel = open('w1', () => undefined);
  latest().receive('replaced', {});
  expect(latest().readyState).toBe(FakeEventSource.CLOSED);
  import.meta.jest.advanceTimersByTime(600_000);
  expect(FakeEventSource.opened).toHaveLength(1);
  window.dispatchEvent(new Event('focus'));
  window.dispatchEvent(new Event('focus'));
  expect(FakeEventSource.opened).toHaveLength(2);
  channel.close();
  window.dispatchEvent(new Event('focus'));
  expect(FakeEventSource.opened).toHaveLength(2);
});

test('a tab that is looked at while it waits to retry connects at once, and once', () => {
  const channel = open('w1', () => undefined);
  latest().readyState = FakeEventSource.CLOSED;
  latest().onerror?.();
  window.dispatchEvent(new Event('focus'));
  expect(FakeEventSource.opened).toHaveLength(2);
  import.meta.jest.advanceTimersByTime(60_000);
  expect(FakeEventSource.opened).toHaveLength(2);
  channel.close();
});

test('closing stops the retries', () => {
  const channel = open('w1', () => undefined);
  latest().readyState = FakeEventSource.CLOSED;
  latest().onerror?.();
  channel.close();
  import.meta.jest.advanceTimersByTime(60_000);
  expect(FakeEventSource.opened).toHaveLength(1);
});
