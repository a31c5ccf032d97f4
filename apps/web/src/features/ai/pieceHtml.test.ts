import { pieceHtml } from './pieceHtml';

const piece = (kind: 'heading' | 'paragraph' | 'list' | 'button', text: string, url: string | null = null) =>
  pieceHtml({ kind, text, url });

it('is text, whatever an answer says, and keeps merge tags', () => {
  expect(piece('paragraph', 'A <b>bold</b> & <script>x()</script>')).toBe(
    '<p>A &lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;x()&lt;/script&gt;</p>',
  );
  expect(piece('paragraph', 'Hi {{ first_name | default: "there" }},\nwelcome\n\nBye')).toBe(
    '<p>Hi {{ first_name | default: "there" }},<br>welcome</p><p>Bye</p>',
  );
});

it('draws headings, lists and buttons', () => {
  expect(piece('heading', 'News')).toBe('<h2>News</h2>');
  expect(piece('list', '- One\n* Two\n\n• Three')).toBe('<ul><li><p>One</p></li><li><p>Two</p></li><li><p>Three</p></li></ul>');
  expect(piece('button', 'Read', 'https://x.example/?a="b"&c')).toBe('<p><a href="https://x.example/?a=&quot;b&quot;&amp;c">Read</a></p>');
  expect(piece('button', 'Read')).toBe('<p>Read</p>');
});
