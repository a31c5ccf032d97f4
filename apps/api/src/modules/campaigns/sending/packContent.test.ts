import { dictionaryOf, packContent, unpackContent, type SentContent } from './packContent.js';

const messageTo = (name: string): SentContent => ({
  html: `<html><body><p>Hello ${name},</p>${'<p>Our garden opens on Friday, and everyone is welcome.</p>'.repeat(60)}</body></html>`,
  text: `Hello ${name},\n\n${'Our garden opens on Friday, and everyone is welcome.\n'.repeat(60)}`,
  headers: [{ name: 'List-Unsubscribe', value: `<https://rapport.example.com/u/${name}>` }],
});

describe('packContent', () => {
  const dictionary = dictionaryOf(messageTo('Ann'));

  it('gives back exactly what went in', () => {
    for (const name of ['Ann', 'Jürgen 🌱', '"quoted"\r\n'])
      expect(unpackContent(packContent(messageTo(name), dictionary), dictionary)).toEqual(messageTo(name));
  });

  it('keeps a message of a campaign in a fraction of its size', () => {
    const size = packContent(messageTo('Zacharias'), dictionary).length;
    expect(size).toBeLessThan(250);
  });
});
