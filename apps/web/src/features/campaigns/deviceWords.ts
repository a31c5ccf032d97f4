import { formatCount } from '../../shared/format/format';
import type { CampaignReport } from './reportQueries';

type Device = CampaignReport['devices'][number];
type Kind = Device['kind'];

const KINDS: readonly { readonly kind: Exclude<Kind, 'proxy'>; readonly label: string }[] = [
  { kind: 'computer', label: 'Computer' },
  { kind: 'phone', label: 'Phone' },
  { kind: 'tablet', label: 'Tablet' },
  { kind: 'unknown', label: 'Unknown device' },
];

const SYSTEM_WORDS: Readonly<Record<Device['system'], string>> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
  chromeos: 'ChromeOS',
  ios: 'iOS',
  ipados: 'iPadOS',
  android: 'Android',
  unknown: 'Other',
};

const APP_WORDS: Readonly<Record<Device['app'], string>> = {
  outlook: 'Outlook',
  appleMail: 'Apple Mail',
  thunderbird: 'Thunderbird',
  gmail: 'Gmail',
  yahoo: 'Yahoo Mail',
  proton: 'Proton Mail',
  chrome: 'Chrome',
  safari: 'Safari',
  edge: 'Edge',
  firefox: 'Firefox',
  samsung: 'Samsung Internet',
  opera: 'Opera',
  unknown: 'others',
};

/** More would be read by nobody. */
const PARTS = 3;

export interface DeviceLine {
  readonly kind: Kind;
  readonly label: string;
  /** What it consists of, largest first: “iOS, Apple Mail · Android, Chrome”. */
  readonly parts: string;
  readonly opened: number;
  readonly clicked: number;
}

/** One line for each kind of device that was used: recipients, or without names how often. */
export function deviceLines(devices: readonly Device[], isAnonymous: boolean): DeviceLine[] {
  const opened = (device: Device): number => (isAnonymous ? device.opens : device.opened);
  const clicked = (device: Device): number => (isAnonymous ? device.clicks : device.clicked);
  return KINDS.flatMap(({ kind, label }) => {
    const own = devices.filter((device) => device.kind === kind && opened(device) + clicked(device) > 0);
    if (own.length === 0) return [];
    const named = own.filter(({ system, app }) => system !== 'unknown' || app !== 'unknown');
    const parts = named
      .toSorted((one, other) => opened(other) + clicked(other) - opened(one) - clicked(one))
      .slice(0, PARTS)
      .map(({ system, app }) => [SYSTEM_WORDS[system], ...(app === 'unknown' ? [] : [APP_WORDS[app]])].join(', '));
    return [{ kind, label, parts: parts.join(' · '), opened: sumOf(own, opened), clicked: sumOf(own, clicked) }];
  });
}

/** Opens through image services of mail providers, by service: “Gmail 12, Apple Mail 4”. Null when there was none. */
export function proxyWords(devices: readonly Device[], isAnonymous: boolean): { total: number; services: string } | null {
  const proxies = devices
    .filter(({ kind }) => kind === 'proxy')
    .map(({ app, opened, opens }) => ({ app, count: isAnonymous ? opens : opened }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
  if (proxies.length === 0) return null;
  const services = proxies.map(({ app, count }) => `${APP_WORDS[app]} ${formatCount(count)}`).join(', ');
  return { total: sumOf(proxies, ({ count }) => count), services };
}

function sumOf<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}
