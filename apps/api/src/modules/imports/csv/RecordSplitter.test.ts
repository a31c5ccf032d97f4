import { RecordSplitter, type RawRecord } from './RecordSplitter.js';

function split(text: string, chunkSize = text.length || 1, delimiter = ','): RawRecord[] {
  const splitter = new RecordSplitter(delimiter);
  const records: RawRecord[] = [];
  for (let i = 0; i < text.length; i += chunkSize) records.push(...splitter.push(text.slice(i, i + chunkSize)));
  return [...records, ...splitter.end()];
}

const brief = (records: RawRecord[]): string[] =>
  records.map(({ line, shape, text, isDoubtful }) => `${line} ${shape}${isDoubtful ? '?' : ''} ${text}`);

describe('RecordSplitter', () => {
  it('cuts at every kind of line end and counts physical lines', () => {
    expect(brief(split('a,b\nc,d\r\ne,f\rg,h'))).toEqual(['1 plain a,b', '2 plain c,d', '3 plain e,f', '4 plain g,h']);
  });

  it('keeps line breaks inside quotes in one record and counts them', () => {
    expect(brief(split('a,"x\r\ny\nz",b\nc,d\n'))).toEqual(['1 quoted a,"x\r\ny\nz",b', '4 plain c,d']);
  });

  it('gives the same records however the text is cut into chunks', () => {
    const text = 'n,m\r\n"a ""b"", c",1\r\n"x\r\ny",2\r"lost,3\n5" pipe,4\n "q" ,5\r\nlast,"6"';
    const whole = split(text);
    for (let size = 1; size < text.length; size += 1) expect(split(text, size)).toEqual(whole);
  });

  it('reports the line of a quote that never closes and goes on with the next line', () => {
    expect(brief(split('"Ann,ann@example.com\nBob,bob@example.com\nCy,"cy@example.com"\nDee,d@example.com'))).toEqual([
      '1 unclosed "Ann,ann@example.com',
      '2 plain? Bob,bob@example.com',
      '3 quoted? Cy,"cy@example.com"',
      '4 plain Dee,d@example.com',
    ]);
  });

  it('takes a loose quote inside one line for a letter', () => {
    expect(brief(split('"Acme "Best" Inc",x\n5" pipe,y\n'))).toEqual(['1 loose "Acme "Best" Inc",x', '2 loose 5" pipe,y']);
  });

  it('knows a quote after the delimiter only when the delimiter is the right one', () => {
    expect(brief(split('"Doe, Jane";1\n', undefined, ';'))).toEqual(['1 quoted "Doe, Jane";1']);
  });

  it('goes on where another one stopped, anywhere', () => {
    const text = 'h1,h2\n"a\nb",1\n"lost,2\nc,3\n"d",4\n';
    const whole = brief(split(text));
    for (let cut = 0; cut <= text.length; cut += 1) {
      const first = new RecordSplitter(',');
      const before = first.push(text.slice(0, cut));
      const second = new RecordSplitter(',', first.position);
      const after = [...second.push(text.slice(first.position.offset)), ...second.end()];
      expect(brief([...before, ...after])).toEqual(whole);
    }
  });

  it('reports an endless line once, drops it, and keeps the line count', () => {
    const splitter = new RecordSplitter(',');
    const records = splitter.push('a,b\n"');
    for (let i = 0; i < 100; i += 1) records.push(...splitter.push('x'.repeat(1024 * 1024)));
    records.push(...splitter.push('",c\nd,e\n'), ...splitter.end());
    expect(records.map(({ line, shape, text }) => [line, shape, text.slice(0, 3)])).toEqual([
      [1, 'plain', 'a,b'],
      [2, 'endless', '"xx'],
      [3, 'plain', 'd,e'],
    ]);
  });

  it('distrusts every line behind an endless open quote until a quote comes', () => {
    const splitter = new RecordSplitter(',');
    const records = [...splitter.push('"open,1\n')];
    for (let i = 0; i < 5; i += 1) records.push(...splitter.push(`${'y'.repeat(1023)}\n`.repeat(1024)));
    records.push(...splitter.push('z,"2"\nq,3\n'), ...splitter.end());
    expect(records[0]?.shape).toBe('unclosed');
    expect(records.slice(1, -2).every((record) => record.isDoubtful)).toBe(true);
    expect(records.at(-1)).toMatchObject({ line: 5 * 1024 + 3, isDoubtful: false, text: 'q,3' });
  });
});
