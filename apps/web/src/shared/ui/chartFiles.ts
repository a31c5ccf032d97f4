/** A table as the text of a CSV file for a spreadsheet: a byte order mark, so that it is read as UTF-8, and no cell that would be taken for a formula. */
export function csvOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map(cellOf).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a stylesheet says of a picture, and a picture by itself would not know. */
const PAINT = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
];
const SCALE = 2;
const MARGIN = 16;

/** A drawn chart as a PNG with its title above, in the colours in which it is shown, at twice its size on the page. */
export async function pngOf(svg: SVGSVGElement, title: string): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const picture = await loaded(withPaint(svg, width, height));
  const canvas = document.createElement('canvas');
  const head = 36;
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (height + head + 2 * MARGIN) * SCALE;
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('This browser can’t draw pictures. Download the table as CSV instead.');
  const style = getComputedStyle(document.body);
  drawing.scale(SCALE, SCALE);
  drawing.fillStyle = style.backgroundColor;
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.fillStyle = style.color;
  drawing.font = `600 15px ${style.fontFamily}`;
  drawing.fillText(title, MARGIN, MARGIN + 16);
  drawing.drawImage(picture, MARGIN, MARGIN + head, width, height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made. Try again.'))), 'image/png'),
  );
}

function withPaint(svg: SVGSVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const name of PAINT) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
    element.removeAttribute('style');
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}

function loaded(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('The picture could not be made. Try again.'));
    image.src = url;
  });
}
