import iconv from 'iconv-lite';
import { decodeText } from '../csv/decodeText.js';
import type { Encoding } from '../csv/detectEncoding.js';
import { type Checkpoint, FROM_THE_START } from '../running/RowBatch.js';
import { CARD_COLUMNS } from './cardCells.js';
import { readCards } from './readCards.js';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(file: string | Buffer, { size = 16_384, from = FROM_THE_START, encoding = 'utf-8' as Encoding } = {}) {
  const people: Record<string, string>[] = [];
  const rejects: string[] = [];
  const places: string[] = [];
  const checkpoints: Checkpoint[] = [];
  for await (const batch of readCards(decodeText(pieces(Buffer.from(file), size), encoding), CARD_COLUMNS, from)) {
    for (const { cells, line, rowNumber } of batch.rows) {
      people.push(Object.fromEntries(CARD_COLUMNS.map((name, i) => [name, cells[i] ?? '']).filter(([, value]) => value !== '')));
      places.push(`${line}/${rowNumber}`);
    }
    for (const { line, rowNumber, code } of batch.rejects) rejects.push(`${line}/${rowNumber} ${code}`);
    checkpoints.push(batch.checkpoint);
  }
  return { people, rejects, places, checkpoints };
}

const card = (...lines: string[]): string => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');
const person = async (...lines: string[]) => (await read(card(...lines))).people[0];

describe('a card', () => {
  it('of version 3 is read with its groups, its folded lines and its escapes', async () => {
    expect(
      await person(
        'VERSION:3.0',
        'N:Lovelace;Ada;King;Countess;',
        'FN:Countess Ada Lovelace',
        'ORG:Analytical\\, Engines;Research',
        'TITLE:Mathe',
        ' matician',
        'item1.EMAIL;type=INTERNET;type=HOME:ada@home.example',
        'item2.EMAIL;type=INTERNET;type=WORK;type=pref:ada@work.example',
        'item2.X-ABLabel:_$!<Work>!$_',
        'TEL;TYPE=WORK,FAX:+49 30 111',
        'TEL;TYPE=CELL:+49 170 2222222',
        'ADR;TYPE=HOME:;;12 St James\\; Square;London;;SW1Y 4JH;United Kingdom',
        'NOTE:first\\nsecond\\, \\\\ last',
        'CATEGORIES:Friends,"VIP" guests,A\\,B',
        'BDAY:1815-12-10',
        'URL:https\\://example.com',
      ),
    ).toEqual({
      'First name': 'Ada',
      'Last name': 'Lovelace',
      Company: 'Analytical, Engines',
      'Job title': 'Mathematician',
      Email: 'ada@work.example',
      'Email 2': 'ada@home.example',
      'Email 2 label': 'Home',
      Phone: '+49 170 2222222',
      Fax: '+49 30 111',
      Street: '12 St James; Square',
      City: 'London',
      'Postal code': 'SW1Y 4JH',
      Country: 'United Kingdom',
      Note: 'first\nsecond, \\ last',
      Categories: 'Friends, "VIP" guests, A,B',
      Birthday: '1815-12-10',
      Website: 'https://example.com',
    });
  });

  it('of version 2.1 is read with quoted-printable text in any character set', async () => {
    expect(
      await person(
        'VERSION:2.1',
        'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C=6C=65=72;=4A=C3=BC=72=67=65=6E;;;',
        'ORG;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Gr=F6=DFe',
        'NOTE;ENCODING=QUOTED-PRINTABLE:one line=0D=0A=',
        'and another=',
        ' one',
        'TEL;CELL:0170 3333333',
        'TEL;HOME;PREF:030 4444444',
        'EMAIL;INTERNET:j@example.com',
        'AGENT:',
        'BEGIN:VCARD',
        'VERSION:2.1',
        'N:Friday;Fred',
        'END:VCARD',
        'TITLE:Chef',
      ),
    ).toEqual({
      'First name': 'Jürgen',
      'Last name': 'Müller',
      Company: 'Größe',
      Note: 'one line\r\nand another one',
      Phone: '030 4444444',
      'Phone 2': '0170 3333333',
      'Phone 2 label': 'Mobile',
      Email: 'j@example.com',
      'Job title': 'Chef',
    });
  });

  it('of version 4 is read with preferences, URIs and quoted parameters', async () => {
    expect(
      await person(
        'VERSION:4.0',
        'FN:Vincent van Gogh',
        'TEL;VALUE=uri;PREF=2;TYPE="voice,home":tel:+31-20-5555555',
        'TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+31-6-66666666',
        'EMAIL;PREF=50:b@example.com',
        'EMAIL;PREF=1;ALTID="a:b;c":a@example.com',
        'EMAIL:c@example.com',
        'BDAY:18530330',
      ),
    ).toMatchObject({
      'First name': 'Vincent',
      'Last name': 'van Gogh',
      Phone: 'tel:+31-6-66666666',
      'Phone 2': 'tel:+31-20-5555555',
      Email: 'a@example.com',
      'Email 2': 'b@example.com',
      'Email 3': 'c@example.com',
      Birthday: '18530330',
    });
  });

  it('of a company has no name of a person', async () => {
    expect(await person('VERSION:3.0', 'N:;;;;', 'FN:Acme', 'ORG:Acme', 'TEL:030 1')).toEqual({ Company: 'Acme', Phone: '030 1' });
  });

  it('names one value once', async () => {
    expect(await person('EMAIL:a@example.com', 'EMAIL;TYPE=pref:a@example.com')).toEqual({ Email: 'a@example.com' });
  });
});

describe('a file of cards', () => {
  it('goes on behind what is broken, and says where it is', async () => {
    const file = [
      card('N:One;A'),
      'BEGIN:VCARD\r\nN:Two;B\r\n',
      card('N:Three;C'),
      'scraps\r\nof another file\r\n',
      card('N:Four;D', 'this line says nothing'),
      card('N;CHARSET=X-NONE;ENCODING=QUOTED-PRINTABLE:=41'),
      card('KIND:group', 'FN:Friends', 'MEMBER:urn:uuid:1'),
      '\r\n\r\n',
      card('N:Five;E'),
      'BEGIN:VCARD\r\nN:Six;F',
    ].join('');
    const { people, rejects, places } = await read(file);
    expect(people.map((found) => found['Last name'])).toEqual(['One', 'Three', 'Five']);
    expect(places).toEqual(['1/1', '6/3', '25/8']);
    expect(rejects).toEqual([
      '4/2 card.unclosed',
      '9/4 card.outside',
      '11/5 card.brokenLine',
      '15/6 card.unknownCharset',
      '18/7 card.group',
      '28/9 card.unclosed',
    ]);
  });

  it('is the same however its lines end and wherever a piece of it ends', async () => {
    const file = [card('N:Ä;1', 'NOTE:a\\nb', ' c'), card('N:Ö;2', 'EMAIL:x@example.com'), 'junk\r\n', card('N:😀;3')].join('');
    const whole = await read(file);
    for (const [text, size] of [
      [file, 1],
      [file, 7],
      [file.replaceAll('\r\n', '\n'), 5],
      [file.replaceAll('\r\n', '\r'), 3],
    ] as const)
      expect({ ...(await read(text, { size })), checkpoints: [] }).toEqual({ ...whole, checkpoints: [] });
    for (const encoding of ['utf-16le', 'utf-16be'] as const)
      expect((await read(iconv.encode(file, encoding, { addBOM: true }), { encoding, size: 3 })).people).toEqual(whole.people);
  });

  it('goes on from any checkpoint with nothing lost and nothing twice', async () => {
    const file = Array.from({ length: 400 }, (_, i) => {
      if (i % 7 === 3) return `BEGIN:VCARD\r\nN:Lost ${i};\r\n`;
      if (i % 11 === 5) return `scraps ${i}\r\n`;
      return card(`N:Ü😀${i};`, `NOTE:${'long '.repeat(i % 40)}`, ' folded');
    }).join('');
    const whole = await read(file, { size: 700 });
    expect(whole.rejects.length).toBeGreaterThan(50);
    for (const from of whole.checkpoints) {
      const rest = await read(file, { size: 300, from: JSON.parse(JSON.stringify(from)) as Checkpoint });
      const isLeft = (place: string): boolean => Number(/\/(\d+)/.exec(place)?.[1]) > from.rows;
      expect(rest.places).toEqual(whole.places.filter(isLeft));
      expect(rest.rejects).toEqual(whole.rejects.filter(isLeft));
    }
  });

  it('may hold pictures of any size', async () => {
    const inLines = ['PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ', ...Array.from({ length: 40_000 }, () => ` ${'A'.repeat(74)}`)];
    const inOne = `PHOTO:data:image/jpeg;base64,${'A'.repeat(3_000_000)}`;
    const unindented = ['PHOTO;ENCODING=BASE64:', ...Array.from({ length: 20_000 }, () => 'A'.repeat(74)), ''];
    const file = [card('N:One;A', ...inLines, 'EMAIL:1@example.com'), card('N:Two;B', inOne, 'EMAIL:2@example.com')].join('');
    const { people, rejects } = await read(file + card('N:Three;C', ...unindented, 'EMAIL:3@example.com'));
    expect(rejects).toEqual([]);
    expect(people.map(({ Email }) => Email)).toEqual(['1@example.com', '2@example.com', '3@example.com']);
  });

  it('is read in bounded memory whatever a card holds', async () => {
    const { people, rejects } = await read(
      card('N:One;A', ...Array.from({ length: 40 }, () => `NOTE:${'x'.repeat(60_000)}`)) + card('N:Two;B'),
    );
    expect(rejects).toEqual(['1/1 card.tooLong']);
    expect(people).toEqual([{ 'First name': 'B', 'Last name': 'Two' }]);
  });
});
