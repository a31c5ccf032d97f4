import { contrastOf, designDocument, GMAIL_CLIPS_AFTER_KB, mergeTagsFor, readBlockDocument, templateDesigns } from '@rapport/common';
import { parseDocument } from 'htmlparser2';
import { type ChildNode, type Element, isTag } from 'domhandler';
import { inspectTemplate } from '../rendering/inspectTemplate.js';
import type { RenderContext } from '../rendering/RenderContext.js';
import { compileBlocks } from './compileBlocks.js';

const context: RenderContext = {
  contact: { firstName: 'Ada', lastName: 'Example', email: 'ada@example.com', phone: null, company: 'Example Works', customFields: {} },
  sender: { name: 'Sam', email: 'sam@example.com' },
  workspace: { name: 'Acme', postalAddress: '1 Road', timeZone: 'UTC' },
  unsubscribeUrl: 'https://example.com/u/1',
  sentAt: new Date('2026-06-01T00:00:00Z'),
};

/** What a large share of mailboxes does not draw: by the support tables that people keep of them. */
const UNSUPPORTED =
  /\b(?:display: ?(?:flex|grid)|position: ?(?:absolute|fixed|sticky)|float:|var\(|calc\(|clip-path|backdrop-filter|[\d.]+rem\b)/;

describe.each(templateDesigns().map((design) => [design.name, design] as const))('the design %s', (_, design) => {
  it.each([null, '#d97706'])('is finished: nothing to complain about, with the colour %s', async (accent) => {
    const document = designDocument(design, accent);
    expect(readBlockDocument(document)).toEqual({ document });
    const source = { subject: design.subject, preheader: design.preheader, bodyHtml: await compileBlocks(document) };
    const { problems, rendered } = inspectTemplate(source, mergeTagsFor([]), context, undefined, document);
    expect(problems).toEqual([]);
    const html = rendered?.html ?? '';
    expect(html.length).toBeLessThan((GMAIL_CLIPS_AFTER_KB * 1000) / 2);
    expect(rendered?.text).toContain('Unsubscribe <https://example.com/u/1>');
    expect(rendered?.text).toContain('1 Road');
    const elements = elementsOf(parseDocument(html).children);
    expect(elements.filter(({ attribs }) => UNSUPPORTED.test(attribs['style'] ?? ''))).toEqual([]);
    expect(elements.filter(({ name, attribs }) => name === 'table' && attribs['role'] !== 'presentation')).toEqual([]);
    expect(elements.filter(({ name, attribs }) => name === 'a' && !/^https?:/.test(attribs['href'] ?? ''))).toEqual([]);
    expect(elements.map(({ name }) => name).filter((name) => ['script', 'form', 'iframe', 'video', 'svg', 'link'].includes(name))).toEqual(
      [],
    );
    expect(unreadable(parseDocument(html).children, '#ffffff', '#000000')).toEqual([]);
  });
});

function elementsOf(nodes: readonly ChildNode[]): Element[] {
  return nodes.filter(isTag).flatMap((element) => [element, ...elementsOf(element.children)]);
}

/** Texts whose colour is too near to what they lie on. */
function unreadable(nodes: readonly ChildNode[], ground: string, ink: string): string[] {
  return nodes.flatMap((node) => {
    if (!isTag(node))
      return 'data' in node && node.type === 'text' && node.data.trim() !== '' && contrastOf(ink, ground) < 4.5
        ? [`${node.data} ${ink} ${ground}`]
        : [];
    if (['head', 'style', 'title'].includes(node.name) || /display: none/.test(node.attribs['style'] ?? '')) return [];
    const styles = node.attribs['style'] ?? '';
    const own = /(?:^|; ?)background(?:-color)?: (#[0-9a-f]{6})/.exec(styles)?.[1] ?? ground;
    return unreadable(node.children, own, /(?:^|; ?)color: (#[0-9a-f]{6})/.exec(styles)?.[1] ?? ink);
  });
}
