import { createElement, Fragment, type ReactNode } from 'react';
import { TAG_PATTERN } from '../mergeTags';

const SHOWN = new Set([
  'p',
  'br',
  'strong',
  'b',
  'em',
  'i',
  'u',
  's',
  'del',
  'h1',
  'h2',
  'h3',
  'ul',
  'ol',
  'li',
  'blockquote',
  'hr',
  'code',
]);

/** Rich text as it reads, built from the few elements that it may have: nothing in it can run or load. */
export function RichTextView({ html, linkColour }: { html: string; linkColour: string }) {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return <>{childrenOf(body, linkColour)}</>;
}

function childrenOf(node: Node, linkColour: string): ReactNode[] {
  return [...node.childNodes].map((child, index) => <Fragment key={index}>{drawn(child, linkColour)}</Fragment>);
}

function drawn(node: Node, linkColour: string): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return <TaggedText text={node.textContent ?? ''} />;
  if (!(node instanceof Element)) return null;
  const name = node.tagName.toLowerCase();
  if (name === 'script' || name === 'style') return null;
  if (name === 'br' || name === 'hr') return createElement(name);
  if (name === 'img') return <ImageInText node={node} />;
  const children = childrenOf(node, linkColour);
  if (name === 'a') return <span style={{ color: linkColour, textDecoration: 'underline' }}>{children}</span>;
  if (name === 'p' && node.textContent === '') return <p> </p>;
  return SHOWN.has(name) ? createElement(name, null, ...children) : children;
}

function ImageInText({ node }: { node: Element }) {
  const src = node.getAttribute('src') ?? '';
  if (!/^https?:\/\//i.test(src)) return null;
  return (
    <img src={src} alt={node.getAttribute('alt') ?? ''} width={node.getAttribute('width') ?? undefined} style={{ maxWidth: '100%' }} />
  );
}

/** Merge tags stand out from what is written. */
export function TaggedText({ text }: { text: string }) {
  const tags = text.match(TAG_PATTERN) ?? [];
  return text.split(TAG_PATTERN).map((plain, index) => (
    <Fragment key={index}>
      {plain}
      {tags[index] !== undefined && <span className="rp-merge-tag">{tags[index]}</span>}
    </Fragment>
  ));
}
