import { richTextLosses } from './richTextLosses';

describe('editing HTML as rich text', () => {
  it('loses nothing of what the editor writes itself', () => {
    const html =
      '<h2>News</h2><p>Hi {{ first_name | default: "there" }},<br><strong>read</strong> <a href="https://example.com" target="_blank">this</a></p><ul><li><p>One</p></li></ul><hr>';
    expect(richTextLosses(html)).toEqual([]);
  });

  it('names tables once, however many cells they have', () => {
    expect(richTextLosses('<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>')).toEqual(['tables']);
  });

  it('keeps an image of the library, written by either editor', () => {
    for (const style of ['', ' style="max-width: 100%; height: auto"'])
      expect(richTextLosses(`<p><img src="https://x/a/b" alt="Beds" width="600" height="400"${style}></p>`)).toEqual([]);
  });

  it('names styles, comments and what else an image has', () => {
    expect(richTextLosses('<p style="color: red">A</p><img src="x.png" srcset="y.png 2x"><!-- b -->')).toEqual([
      'comments',
      'inline styles',
      'srcset attributes',
    ]);
  });

  it('names a style sheet in front of the text', () => {
    expect(richTextLosses('<style>p { color: red }</style><p>A</p>')).toEqual(['style sheets']);
  });
});
