import { wholeOf } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { KeyRing } from '../../../platform/security/KeyRing.js';
import { Clock } from '../../../platform/time/Clock.js';
import type { LinkHostsService } from '../../linkDomains/LinkHostsService.js';
import { compileDocument } from '../../templates/rendering/compileDocument.js';
import { CompiledTemplate } from '../../templates/rendering/CompiledTemplate.js';
import type { Campaign } from '../CampaignRow.js';
import { MessageTracking } from './MessageTracking.js';
import type { TrackedLinkRepository } from './TrackedLinkRepository.js';
import type { Tracking } from './Tracking.js';

const tracking = new MessageTracking(
  { insert: () => Promise.resolve() } as unknown as TrackedLinkRepository,
  { currentId: 'k1', current: () => Buffer.alloc(32, 1) } as unknown as KeyRing,
  { baseOf: () => 'https://rapport.example' } as unknown as LinkHostsService,
  new Clock(),
);
const ctx = {} as WorkspaceContext;
const campaign = { id: '0190a0a0-0000-7000-8000-000000000001' } as Campaign;
const RECIPIENT = '0190a0a0-0000-7000-8000-000000000002';

const context = (company: string): Parameters<CompiledTemplate['render']>[0] => ({
  contact: { firstName: 'Zoë & <b>', lastName: null, email: 'zoe@example.com', phone: null, company, customFields: {} },
  sender: { name: 'Club', email: 'club@example.com' },
  workspace: { name: 'Club', postalAddress: 'Old Road 1', timeZone: 'UTC' },
  unsubscribeUrl: 'https://rapport.example/u/token',
  sentAt: new Date('2026-01-02T03:04:05Z'),
});

const LINK = '<a href="https://a.example/x?a=1&amp;b=2">Here</a>';
const BODIES = {
  'no link': '<p>Hello {{ first_name }}</p>',
  'a link': `<p>Hello {{ first_name }}</p>${LINK}`,
  'many links, one after the other': `${LINK}${LINK}<a href="https://b.example/">{{ company }}</a>${LINK}`,
  'a link with a value in it': `<p>${LINK}</p><a href="https://b.example/?c={{ company }}">There</a>`,
  'a link in a condition': `{% if company == "x" %}${LINK}{% endif %}<p>{{ first_name }}</p>${LINK}`,
  'a loop': `{% for i in (1..3) %}${LINK}{% endfor %}`,
};
const CHOICES: Record<string, Tracking> = {
  everything: { opens: true, clicks: true, isAnonymous: false, utm: { source: 'news', medium: 'email', campaign: 'x' } },
  'opens only': { opens: true, clicks: false, isAnonymous: false, utm: null },
  'clicks only, of nobody': { opens: false, clicks: true, isAnonymous: true, utm: null },
};

describe.each(Object.entries(BODIES))('%s', (_body, bodyHtml) => {
  const document = compileDocument({ subject: 'News', preheader: null, bodyHtml, signature: null }, undefined, true);
  const template = CompiledTemplate.of(document);

  it.each(Object.entries(CHOICES))('is led past us in pieces as it is as a whole: %s', async (_choice, choice) => {
    const tracker = tracking.open(ctx, campaign, choice, document.links);
    for (const recipient of [RECIPIENT, null])
      for (const company of ['x', 'y & z', '</body>']) {
        const { html, text, pieces } = template.renderWithin(context(company), 1_000);
        const whole = await tracker.apply({ html, text }, recipient);
        const pieced = await tracker.apply({ html, text, pieces }, recipient);
        expect([pieced.html, pieced.text]).toEqual([whole.html, whole.text]);
        expect(whole.html).not.toMatch(/[\ufdd4-\ufdd6]/);
        const made = pieced.pieces;
        if (made) expect([wholeOf(made.html), wholeOf(made.text)]).toEqual([whole.html, whole.text]);
      }
  });
});

it('keeps its pieces where links are the same for everyone', async () => {
  const document = compileDocument({ subject: 'News', preheader: null, bodyHtml: BODIES['a link'], signature: null }, undefined, true);
  const template = CompiledTemplate.of(document);
  const tracker = tracking.open(ctx, campaign, CHOICES['everything'] as Tracking, document.links);
  const [one, other] = await Promise.all(
    ['x', 'y'].map((company) => tracker.apply(template.renderWithin(context(company), 1_000), RECIPIENT)),
  );
  expect(one?.pieces?.html.constants).toBe(other?.pieces?.html.constants);
  expect(one?.pieces?.html.constants.join('')).not.toMatch(/Zoë|\/t\/[co]\//);
});
