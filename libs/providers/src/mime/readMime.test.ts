import { composeMime } from './composeMime.js';
import { readMime } from './readMime.js';

const email = {
  from: { name: 'Jürgen “J” Müller', address: 'juergen@example.com' },
  to: { name: null, address: 'ann@example.org' },
  replyTo: null,
  subject: `Grüße 🎉 ${'sehr lang und mit Umlauten äöü '.repeat(8)}`.trim(),
  html: `<p>Äpfel &amp; Birnen = gut</p>\n<p>${'x'.repeat(200)}</p>`,
  text: 'Äpfel & Birnen = gut\n\n--\n.\nzweite Zeile',
  headers: [
    { name: 'List-Unsubscribe', value: `<https://rapport.example.com/u/${'a'.repeat(122)}>` },
    { name: 'X-Rapport-Campaign', value: '0198f0a0-0000-7000-8000-000000000001' },
  ],
  messageId: '<m1@rapport.example.com>',
  date: new Date('2026-11-23T08:00:00Z'),
};

describe('readMime', () => {
  it('reads back what composeMime wrote', async () => {
    const mail = readMime(composeMime(email));
    const header = (name: string): string | undefined => mail.headers.find((candidate) => candidate.name.toLowerCase() === name)?.value;
    expect(header('subject')).toBe(email.subject);
    expect(header('from')).toContain('Jürgen');
    expect(header('from')).toContain('<juergen@example.com>');
    expect(header('list-unsubscribe')).toBe(email.headers[0]?.value);
    expect(header('x-rapport-campaign')).toBe(email.headers[1]?.value);
    expect(header('message-id')).toBe(email.messageId);
    expect(mail.html?.trim()).toBe(email.html);
    expect(mail.text?.trim()).toBe(email.text);
  });

  it('survives damaged and hostile messages', () => {
    for (const raw of [
      '',
      '\r\n\r\n',
      'Subject',
      'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x',
      'Content-Type: multipart/mixed; boundary=""\r\n\r\n----',
      `Content-Type: multipart/a; boundary=b\n\n${'--b\nContent-Type: multipart/a; boundary=b\n\n'.repeat(2000)}`,
    ]) {
      expect(() => readMime(Buffer.from(raw))).not.toThrow();
    }
  });
});
