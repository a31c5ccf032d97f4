import { inScheme } from './schemeOfMail';

const html =
  '<style>@media (prefers-color-scheme: dark) { p { color: #fff } } @media screen and ( Prefers-Color-Scheme:light ) { p { color: #000 } }</style><p>prefers-color-scheme: dark</p>';

describe('the scheme of a previewed message', () => {
  it('answers its questions in dark mode', () => {
    expect(inScheme(html, 'dark')).toContain('@media (min-width: 0) { p { color: #fff } } @media screen and (max-width: 0)');
  });

  it('answers them in light mode, whatever the reader’s system prefers', () => {
    expect(inScheme(html, 'light')).toContain('@media (max-width: 0) { p { color: #fff } } @media screen and (min-width: 0)');
  });

  it('leaves the text alone', () => {
    expect(inScheme(html, 'dark')).toContain('<p>prefers-color-scheme: dark</p>');
  });
});
