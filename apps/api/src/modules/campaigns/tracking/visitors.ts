/** Who or what fetched an address of ours. `proxy`: the image service of a mailbox provider, which fetches for people or before them. */
export const VISITOR_KINDS = ['person', 'proxy', 'machine'] as const;
export type VisitorKind = (typeof VISITOR_KINDS)[number];

export interface VisitorSigns {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Image services of Gmail, Yahoo, Outlook.com, Proton and others that name themselves. */
const PROXIES = /GoogleImageProxy|YahooMailProxy|ggpht\.com|OutlookImageProxy|ProtonMail|EdgeMailProxy|DuckDuckGo.{0,20}Email/i;

/** Apple's Mail Privacy Protection calls itself nothing but this, and fetches whether anyone reads or not. */
const APPLE_PRIVACY = /^Mozilla\/5\.0$/;

const MACHINES =
  /bot\b|crawl|spider|slurp|scan|preview|fetch|monitor|checker|proofpoint|mimecast|barracuda|symantec|messagelabs|forcepoint|fireeye|trendmicro|sophos|ironport|safelinks|urldefense|googleimageproxy|facebookexternalhit|whatsapp|telegram|slack|discord|skype|curl|wget|python|java\/|go-http|okhttp|libwww|axios|node-fetch|undici|headless|phantom|puppeteer|playwright/i;

/** From what came with the request alone; when it came, and with what others, is judged later. */
export function visitorOf({ method, headers }: VisitorSigns, what: 'opened' | 'clicked'): VisitorKind {
  const agent = agentOf({ headers });
  if (method === 'HEAD' || isAhead(headers) || agent === '') return 'machine';
  if (what === 'opened' && (PROXIES.test(agent) || APPLE_PRIVACY.test(agent))) return 'proxy';
  return MACHINES.test(agent) || PROXIES.test(agent) || APPLE_PRIVACY.test(agent) ? 'machine' : 'person';
}

/** Empty when it names nothing. */
export function agentOf({ headers }: Pick<VisitorSigns, 'headers'>): string {
  return String(headers['user-agent'] ?? '').trim();
}

function isAhead(headers: VisitorSigns['headers']): boolean {
  return ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'].some((name) => /prefetch|preview|prerender/i.test(String(headers[name] ?? '')));
}
