import { deviceLines, proxyWords } from './deviceWords';

type Device = Parameters<typeof deviceLines>[0][number];

const device = (over: Partial<Device>): Device => ({
  kind: 'phone',
  system: 'ios',
  app: 'appleMail',
  opened: 0,
  clicked: 0,
  opens: 0,
  clicks: 0,
  ...over,
});

const DEVICES = [
  device({ opened: 4, clicked: 1, opens: 9, clicks: 2 }),
  device({ system: 'android', app: 'chrome', opened: 5, clicked: 3, opens: 5, clicks: 3 }),
  device({ kind: 'computer', system: 'windows', app: 'outlook', opened: 2, opens: 2 }),
  device({ kind: 'unknown', system: 'unknown', app: 'unknown', clicked: 1, clicks: 1 }),
  device({ kind: 'proxy', system: 'unknown', app: 'gmail', opened: 7, opens: 11 }),
  device({ kind: 'proxy', system: 'unknown', app: 'unknown', opened: 1, opens: 1 }),
];

describe('devices of a report', () => {
  it('adds up each kind, with the systems that are used most first', () => {
    expect(deviceLines(DEVICES, false)).toEqual([
      { kind: 'computer', label: 'Computer', parts: 'Windows, Outlook', opened: 2, clicked: 0 },
      { kind: 'phone', label: 'Phone', parts: 'Android, Chrome · iOS, Apple Mail', opened: 9, clicked: 4 },
      { kind: 'unknown', label: 'Unknown device', parts: '', opened: 0, clicked: 1 },
    ]);
  });

  it('counts how often where nobody is named', () => {
    expect(deviceLines(DEVICES, true)[1]).toMatchObject({ opened: 14, clicked: 5 });
  });

  it('keeps proxies apart', () => {
    expect(proxyWords(DEVICES, false)).toEqual({ total: 8, services: 'Gmail 7, others 1' });
    expect(proxyWords(DEVICES, true)).toEqual({ total: 12, services: 'Gmail 11, others 1' });
    expect(proxyWords(DEVICES.slice(0, 4), false)).toBeNull();
  });
});
