import { readableOn } from '@rapport/common';
import type { Branding } from './settingsQueries';

/** A short message as the layout of the server draws it: logo at the top, links in the brand's colour where it can be read. */
export function brandPreview({ name, logo, colour }: { name: string; logo: Branding['logo']; colour: string | null }): string {
  const link = readableOn('#ffffff', colour, '#2f5fd0');
  const image = logo
    ? `<p style="margin:0 0 24px"><img src="${escaped(logo.url)}" width="${logo.width}" height="${logo.height}" alt="${escaped(name)}"></p>`
    : '';
  return `<!doctype html><html lang="en"><head><meta name="color-scheme" content="light"></head>
<body style="margin:0;padding:32px 20px;background:#ffffff;font:16px/1.6 -apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1d2330">
<div style="max-width:600px;margin:0 auto">${image}
<p style="margin:0 0 16px">Dear Ada,</p>
<p style="margin:0 0 16px">our garden opens on Friday. <a href="https://example.com" style="color:${link}">See what grows this month</a>, and bring a friend.</p>
<p style="margin:32px 0 0;padding:16px 0 0;border-top:1px solid #e3e6eb;font-size:12px;color:#667085">${escaped(name)}<br><a href="https://example.com" style="color:#667085">Unsubscribe</a> if you would rather not hear from us by email, or <a href="https://example.com" style="color:#667085">choose what you get</a>.</p>
</div></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
