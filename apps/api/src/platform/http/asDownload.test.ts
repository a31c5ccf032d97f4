import { attachment } from './asDownload.js';

it('keeps a plain name', () => {
  expect(attachment('contacts 2026.csv')).toBe(`attachment; filename="contacts 2026.csv"; filename*=UTF-8''contacts%202026.csv`);
});

it('writes other scripts in the form of RFC 8187, and a stand-in for old programs', () => {
  expect(attachment('Müller 👋.csv')).toBe(`attachment; filename="M_ller __.csv"; filename*=UTF-8''M%C3%BCller%20%F0%9F%91%8B.csv`);
});

it('lets nothing leave the name: no quote, no path, no new header, no turned direction, no half character', () => {
  const header = attachment(`../..\\a"; x="b'(*)\r\nSet-Cookie: c=1\u202Evsc.exe\ud800`);
  expect(header).toBe(
    `attachment; filename=".._.._a__ x__b____Set-Cookie_ c_1vsc.exe"; filename*=UTF-8''.._.._a%22%3B%20x%3D%22b%27%28%2A%29Set-Cookie%3A%20c%3D1vsc.exe`,
  );
});

it('has a name when nothing is left of it', () => {
  expect(attachment('\u0000\u202e')).toBe(`attachment; filename="download"; filename*=UTF-8''download`);
});

it('never cuts a character in two', () => {
  expect(attachment('👋'.repeat(201))).toContain(`UTF-8''${'%F0%9F%91%8B'.repeat(200)}`);
});
