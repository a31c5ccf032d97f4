import { simpleParser } from 'mailparser';
import { composeMime } from './composeMime.js';
import { readMime } from './readMime.js';

const email = {
  from: { name: 'Ann', address: 'ann@example.com' },
  to: { name: null, address: 'bob@example.org' },
  replyTo: null,
  subject: 'The offer',
  html: '<p>As promised, größer.</p>',
  text: 'As promised, größer.',
  headers: [],
  messageId: '<m1@example.com>',
  date: new Date('2026-11-23T08:00:00Z'),
};
const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, at) => at % 256));

describe('a message with files', () => {
  it('holds both texts and every file, byte for byte, under its name', async () => {
    const attachments = [
      { fileName: 'Größe & “Preis”.pdf', content: bytes },
      { fileName: 'notes.txt', content: Buffer.from('--\r\n.\r\nplain\r\n') },
    ];
    const mime = composeMime({ ...email, attachments });
    const read = await simpleParser(mime);
    expect(read.text?.trim()).toBe(email.text);
    expect(String(read.html).trim()).toBe(email.html);
    expect(read.attachments.map(({ filename, content }) => [filename, content])).toEqual(
      attachments.map(({ fileName, content }) => [fileName, content]),
    );
    expect(read.attachments.map(({ contentDisposition }) => contentDisposition)).toEqual(['attachment', 'attachment']);
    expect(readMime(mime)).toMatchObject({ text: expect.stringContaining(email.text) as string });
    expect(
      Math.max(
        ...mime
          .toString('latin1')
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998);
  });

  it('never lets a name start a header of its own', async () => {
    const attachments = [{ fileName: 'a.txt"\r\nBcc: eve@example.com\r\n', content: bytes }];
    const read = await simpleParser(composeMime({ ...email, attachments }));
    expect(read.attachments).toHaveLength(1);
    expect(read.bcc).toBeUndefined();
    expect(read.attachments[0]?.headers.has('bcc')).toBe(false);
  });

  it('is as before without files', () => {
    expect(composeMime(email).toString()).toContain('Content-Type: multipart/alternative');
    expect(composeMime({ ...email, attachments: [] }).toString()).not.toContain('multipart/mixed');
  });
});
