import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { renderMail } from '../../../../test/support/renderedMail.js';

/** What each value prints in a workspace in Auckland (UTC+13 in November, UTC+12 in June). */
const EXPECTED: readonly (readonly [value: string, printed: string])[] = [
  ['1990-01-01', '1990-01-01 00:00'],
  ['2026-01-31T05:00', '2026-01-31 05:00'],
  ['2026-01-31 05:00:30', '2026-01-31 05:00'],
  ['2026-01-31T05:00:30.123', '2026-01-31 05:00'],
  ['2026-11-23T20:30:00.000Z', '2026-11-24 09:30'],
  ['2026-11-23T20:30:00+00:00', '2026-11-24 09:30'],
  ['2026-06-23T20:30:00-0400', '2026-06-24 12:30'],
  ['2026-11-23 20:30 +02:00', '2026-11-24 07:30'],
  ['1795466400', '2026-11-24 09:40'],
  ['23 November 2026', '2026-11-23 00:00'],
  ['Nov 23, 2026', '2026-11-23 00:00'],
  ['11/23/2026', '2026-11-23 00:00'],
  ['now', '2026-11-24 09:30'],
  ['2026-02-30', '2026-02-30'],
  ['2026-02-30T10:00', '2026-02-30T10:00'],
  ['2026-13-01', '2026-13-01'],
  ['30 February 2026', '30 February 2026'],
  ['2/30/2026', '2/30/2026'],
  ['2026-01-31T25:00', '2026-01-31T25:00'],
  ['2026-01-31T05:00 PST', '2026-01-31T05:00 PST'],
  ['soon', 'soon'],
  ['12', '12'],
];

const source = EXPECTED.map(([value]) => `{{ "${value}" | date: "%Y-%m-%d %H:%M" }}`).join('|');

it('reads dates in the workspace zone, and prints what is none as it is', () => {
  expect(renderMail(source).text.split('\n')[0]?.split('|')).toEqual(EXPECTED.map(([, printed]) => printed));
});

it.each(['America/New_York', 'Asia/Tokyo', 'Pacific/Kiritimati', 'UTC'])('reads them alike on a server in %s', (zone) => {
  const file = (path: string): string => pathToFileURL(fileURLToPath(new URL(path, import.meta.url))).href;
  const program = `
    import { renderMail } from ${JSON.stringify(file('../../../../test/support/renderedMail.ts'))};
    process.stdout.write(new Date(2026, 0, 1).getTimezoneOffset() + '\\n' + renderMail(${JSON.stringify(source)}).text);
  `;
  const out = execFileSync(
    process.execPath,
    ['--import', file('../../../../../../tools/jest/typescriptThreads.mjs'), '--input-type=module', '--eval', program],
    { env: { ...process.env, TZ: zone, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' }, encoding: 'utf8' },
  ).split('\n');
  const offsets: Readonly<Record<string, string>> = {
    'America/New_York': '300',
    'Asia/Tokyo': '-540',
    'Pacific/Kiritimati': '-840',
    UTC: '0',
  };
  expect(out[0]).toBe(offsets[zone]);
  expect(out[1]?.split('|')).toEqual(EXPECTED.map(([, printed]) => printed));
});
