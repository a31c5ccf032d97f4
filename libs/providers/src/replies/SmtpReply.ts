/** An enhanced status code (RFC 3463): class, subject and detail of `5.1.10`. */
export interface EnhancedCode {
  readonly class: 2 | 4 | 5;
  readonly subject: number;
  readonly detail: number;
}

/** What a mail server said, taken apart. Also the form of bounce texts that vendors pass on ("550 5.1.1 …"). */
export interface SmtpReply {
  readonly code: number;
  readonly enhanced: EnhancedCode | null;
  /** The words alone: without codes, on one line, without characters that no database or page should get. */
  readonly text: string;
  /** As received, control characters apart. */
  readonly raw: string;
}

/**
 * Codes are read at their place only: the reply code at the start of a line, the enhanced code right after it. Digits elsewhere (an
 * address, a queue id, a rule of the server) mean nothing. One exception has a mark of its own: qmail writes `(#5.1.1)` at the end.
 */
export function readReply(received: string): SmtpReply | null {
  const raw = received.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g, ' ').trim();
  const lines = raw.split('\n').map((line) => line.trim());
  const code = Number(/^([2-5]\d\d)(?![\d.])/.exec(lines[0] ?? '')?.[1]);
  if (!Number.isInteger(code)) return null;
  const bodies = lines.map((line) => line.replace(/^[2-5]\d\d(?![\d.])[ -]?/, '').trim());
  const leading = bodies.map(withoutCodes);
  const enhanced = markedCode(bodies.at(-1) ?? '') ?? leading.find((body) => body.enhanced !== null)?.enhanced ?? null;
  const text = leading
    .map((body) => body.text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return { code, enhanced, text, raw };
}

export function enhancedText({ class: kind, subject, detail }: EnhancedCode): string {
  return `${kind}.${subject}.${detail}`;
}

/** `5.1.1 text`, `#5.1.1 text`, `[5.1.1] text`, `5.1.1: text`; not `5.1.1.7`, which is an IP address. */
const LEADING = /^[#[(]?([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)[\])]?[:,;-]?\s*/;
const MARKED = /\(#([245])\.(\d{1,3})\.(\d{1,3})\b[^()]*\)[.!]?$/;

/** A relay that passes on what it was told puts its own code in front: the last one in the row is the most precise. */
function withoutCodes(body: string): { enhanced: EnhancedCode | null; text: string } {
  const found = LEADING.exec(body);
  if (!found) return { enhanced: null, text: body };
  const rest = withoutCodes(body.slice(found[0].length));
  return { enhanced: rest.enhanced ?? codeOf(found), text: rest.text };
}

function markedCode(body: string): EnhancedCode | null {
  return codeOf(MARKED.exec(body));
}

function codeOf(found: RegExpExecArray | null): EnhancedCode | null {
  if (!found) return null;
  return { class: Number(found[1]) as EnhancedCode['class'], subject: Number(found[2]), detail: Number(found[3]) };
}
