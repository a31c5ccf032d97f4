import type { gmail_v1 } from '@googleapis/gmail';

/** These say how a body is written that is not there. */
const OF_THE_BODY = /^(content-.*|mime-version)$/i;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** A message that is too large to be read whole: its headers, and the beginning of its text as Gmail tells it. */
export function headersAndSnippet({ payload, snippet }: gmail_v1.Schema$Message): Buffer {
  const lines = (payload?.headers ?? []).flatMap(({ name, value }) =>
    name && value && !OF_THE_BODY.test(name) && /^[\x21-\x7e]+$/.test(name) ? [`${name}: ${value.replace(/[\r\n]+/g, ' ')}`] : [],
  );
  const text = (snippet ?? '').replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
  return Buffer.from([...lines, 'Content-Type: text/plain; charset=utf-8', '', text].join('\r\n'));
}
