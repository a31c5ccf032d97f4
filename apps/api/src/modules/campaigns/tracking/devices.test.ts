import { deviceOf } from './devices.js';

const AGENTS: readonly (readonly [agent: string, kind: string, system: string, app: string])[] = [
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
    'phone',
    'ios',
    'appleMail',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'phone',
    'ios',
    'safari',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1',
    'phone',
    'ios',
    'chrome',
  ],
  ['Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148', 'tablet', 'ipados', 'appleMail'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)', 'computer', 'macos', 'appleMail'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    'computer',
    'macos',
    'safari',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
    'phone',
    'android',
    'chrome',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Safari/537.36',
    'tablet',
    'android',
    'samsung',
  ],
  ['Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 'phone', 'android', 'firefox'],
  [
    'Mozilla/5.0 (Linux; Android 9; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/120.2.1 like Chrome/120.0.6099.230 Safari/537.36',
    'tablet',
    'android',
    'chrome',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'computer',
    'windows',
    'chrome',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.51',
    'computer',
    'windows',
    'edge',
  ],
  [
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; .NET4.0C; .NET4.0E; Microsoft Outlook 16.0.17726; ms-office; MSOffice 16)',
    'computer',
    'windows',
    'outlook',
  ],
  ['Microsoft Office/16.0 (Microsoft Outlook 16.0.12026; Pro)', 'computer', 'windows', 'outlook'],
  ['Outlook-iOS/709.2226530.prod.iphone (3.24.1)', 'phone', 'ios', 'outlook'],
  ['Outlook-Android/2.0', 'phone', 'android', 'outlook'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0', 'computer', 'linux', 'thunderbird'],
  [
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'computer',
    'chromeos',
    'chrome',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 OPR/115.0.0.0',
    'computer',
    'windows',
    'opera',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]',
    'phone',
    'ios',
    'unknown',
  ],
  ['Mozilla/5.0 (PlayStation; PlayStation 5/2.26)', 'unknown', 'unknown', 'unknown'],
  ['', 'unknown', 'unknown', 'unknown'],
];

describe('devices', () => {
  it.each(AGENTS)('%s', (agent, kind, system, app) => {
    expect(deviceOf(agent, false)).toEqual({ kind, system, app });
  });

  it('names the service of a proxy and no device', () => {
    const gmail = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
    expect(deviceOf(gmail, true)).toEqual({ kind: 'proxy', system: 'unknown', app: 'gmail' });
    expect(deviceOf('Mozilla/5.0', true)).toEqual({ kind: 'proxy', system: 'unknown', app: 'appleMail' });
    expect(deviceOf('YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', true).app).toBe('yahoo');
  });

  it('reads a hostile user agent at once and as nothing', () => {
    expect(deviceOf(`${'Version/'.repeat(20_000)} <script>`, false)).toEqual({ kind: 'unknown', system: 'unknown', app: 'unknown' });
  });
});
