import { linedHtml } from './linedHtml';
import { richTextLosses } from './richTextLosses';

describe('HTML written by the editor', () => {
  it('gets a line per block', () => {
    expect(linedHtml('<h2>A</h2><p>B <strong>c</strong></p><ul><li><p>D</p></li></ul><hr><p>E</p>')).toBe(
      '<h2>A</h2>\n<p>B <strong>c</strong></p>\n<ul>\n<li><p>D</p>\n</li>\n</ul>\n<hr>\n<p>E</p>',
    );
  });

  it('changes nothing the second time, and can still be edited as rich text', () => {
    const once = linedHtml('<p>A</p><p>B</p>');
    expect(linedHtml(once)).toBe(once);
    expect(richTextLosses(once)).toEqual([]);
  });
});
