import { contrastOf, inkOn, readableOn, readHexColour, TEXT_CONTRAST } from './contrast.js';

it('reads colours as people type them', () => {
  expect(['#0F6070', 'abc', ' #fff '].map(readHexColour)).toEqual(['#0f6070', '#aabbcc', '#ffffff']);
  expect(['red', '#12345', 'url(x)', '', '#1234567', '#ggg'].map(readHexColour)).toEqual([null, null, null, null, null, null]);
});

it('measures contrast as WCAG does', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('never uses a colour where it could not be read', () => {
  expect(readableOn('#ffffff', '#ffe066', '#2f5fd0')).toBe('#2f5fd0');
  expect(readableOn('#ffffff', '#0f6070', '#2f5fd0')).toBe('#0f6070');
});

it('finds a readable ink for every colour', () => {
  for (let grey = 0; grey < 256; grey += 5) {
    const colour = `#${grey.toString(16).padStart(2, '0').repeat(3)}`;
    expect(contrastOf(inkOn(colour), colour)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  }
});
