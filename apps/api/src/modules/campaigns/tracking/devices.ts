/** `proxy`: the image service of a mail provider, which hides the device behind it. */
export const DEVICE_KINDS = ['computer', 'phone', 'tablet', 'proxy', 'unknown'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export const DEVICE_SYSTEMS = ['windows', 'macos', 'linux', 'chromeos', 'ios', 'ipados', 'android', 'unknown'] as const;
export type DeviceSystem = (typeof DEVICE_SYSTEMS)[number];

/** Mail programs and browsers; of a proxy: the service that it belongs to. */
export const DEVICE_APPS = [
  'outlook',
  'appleMail',
  'thunderbird',
  'gmail',
  'yahoo',
  'proton',
  'chrome',
  'safari',
  'edge',
  'firefox',
  'samsung',
  'opera',
  'unknown',
] as const;
export type DeviceApp = (typeof DEVICE_APPS)[number];

/** All that is kept of a user agent: one of some dozens of combinations, no version and no model. */
export interface Device {
  readonly kind: DeviceKind;
  readonly system: DeviceSystem;
  readonly app: DeviceApp;
}

const UNKNOWN = 'unknown';
/** No user agent is longer; what follows would only cost time. */
const READ = 400;

const SERVICES: readonly (readonly [DeviceApp, RegExp])[] = [
  ['gmail', /GoogleImageProxy|ggpht\.com/i],
  ['yahoo', /YahooMailProxy/i],
  ['outlook', /OutlookImageProxy|EdgeMailProxy/i],
  ['proton', /ProtonMail/i],
  ['appleMail', /^Mozilla\/5\.0$/],
];

/** The first that fits: whatever a program copies from another one follows the name of its own. */
const APPS: readonly (readonly [DeviceApp, RegExp])[] = [
  ['outlook', /Outlook|MSOffice|ms-office/i],
  ['thunderbird', /Thunderbird/i],
  ['edge', /\bEdg(e|A|iOS)?\//],
  ['opera', /\bOPR\/|\bOPiOS\/|\bOPT\/|\bOpera\b/],
  ['samsung', /SamsungBrowser\//],
  ['firefox', /\bFirefox\/|\bFxiOS\//],
  ['chrome', /\bChrome\/|\bCriOS\/|\bChromium\//],
  ['safari', /\bVersion\/\S+.* Safari\//],
];

/** Views of other applications that look like Apple Mail but for their own name. */
const INSIDE_AN_APP = /\b(FBAN|FBAV|Instagram|GSA|LinkedInApp|Twitter|Snapchat|Pinterest|Line)\b/i;

/** Systems by their names, with whether each is held in the hand. An iPad that asks for sites of computers calls itself a Mac. */
const SYSTEMS: readonly (readonly [DeviceSystem, RegExp])[] = [
  ['ipados', /\biPad\b/],
  ['ios', /\biPhone\b|\biPod\b|Outlook-iOS/],
  ['android', /\bAndroid\b|Outlook-Android|\bSilk\//],
  ['windows', /\bWindows\b|\bWin64\b|Microsoft Outlook|MSOffice/],
  ['macos', /\bMacintosh\b|MacOutlook|\bMac OS X\b/],
  ['chromeos', /\bCrOS\b/],
  ['linux', /\bLinux\b|\bX11\b/],
];

/** `isProxy`: what asked was judged to be the image service of a mail provider. */
export function deviceOf(userAgent: string, isProxy: boolean): Device {
  const agent = userAgent.trim().slice(0, READ);
  if (isProxy) return { kind: 'proxy', system: UNKNOWN, app: firstOf(SERVICES, agent) };
  const system = firstOf(SYSTEMS, agent);
  return { kind: kindOf(agent, system), system, app: appOf(agent, system) };
}

function kindOf(agent: string, system: DeviceSystem): DeviceKind {
  switch (system) {
    case 'ipados':
      return 'tablet';
    case 'ios':
      return 'phone';
    case 'android':
      return /\bMobile\b|Outlook-Android/.test(agent) && !/\bTablet\b|\bSilk\//.test(agent) ? 'phone' : 'tablet';
    case 'windows':
      return /Windows Phone/.test(agent) ? 'phone' : 'computer';
    case 'macos':
    case 'chromeos':
    case 'linux':
      return 'computer';
    case 'unknown':
      return UNKNOWN;
  }
}

function appOf(agent: string, system: DeviceSystem): DeviceApp {
  if (INSIDE_AN_APP.test(agent)) return UNKNOWN;
  const app = firstOf(APPS, agent);
  // Apple Mail names no program at all: the engine of Safari, and nothing behind it.
  const isApple = system === 'ios' || system === 'ipados' || system === 'macos';
  return app === UNKNOWN && isApple && /AppleWebKit\/\S+ \(KHTML, like Gecko\)( Mobile\/\w+)?$/.test(agent) ? 'appleMail' : app;
}

function firstOf<T extends string>(names: readonly (readonly [T, RegExp])[], agent: string): T | typeof UNKNOWN {
  return names.find(([, pattern]) => pattern.test(agent))?.[0] ?? UNKNOWN;
}
