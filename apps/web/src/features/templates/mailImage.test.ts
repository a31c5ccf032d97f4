import { imageHtml } from './mailImage';
import { richTextLosses } from './richTextLosses';

describe('an image as HTML source', () => {
  const image = { url: 'https://mail.example.com/a/x_y-z', width: 600, height: 400 };

  it('stays in its attribute, whatever its alt text says', () => {
    const html = imageHtml({ ...image, alt: `Beds & "pots" <b onclick='x()'>` });
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    expect(body.children).toHaveLength(1);
    expect(body.querySelector('img')?.alt).toBe(`Beds & "pots" <b onclick='x()'>`);
  });

  it('can be edited as rich text without a loss', () => {
    expect(richTextLosses(`<p>${imageHtml({ ...image, alt: '' })}</p>`)).toEqual([]);
  });
});
