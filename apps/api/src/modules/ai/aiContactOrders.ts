import { draftSources, inLanguage, LENGTHS } from './aiOrders.js';
import type { AskAiDto } from './AiDtos.js';
import { nothingToWorkOn } from './aiErrors.js';
import type { AiSource, AiWork, PieceKind } from './aiTypes.js';

/** What is known of a contact, as far as it may leave. */
export interface ContactMatter {
  readonly fields: readonly AiSource[];
  /** Newest first. */
  readonly entries: readonly AiSource[];
  /** Whether the contact wrote any of them. */
  readonly isAnswered: boolean;
  readonly phones: readonly string[];
}

interface Around {
  readonly workspace: string;
  readonly tags: readonly string[];
}

/** The question about a contact that a request comes down to. @throws AppError 422 where it gives nothing to work on */
export function contactWorkOf(input: AskAiDto, matter: ContactMatter, { workspace, tags }: Around): AiWork {
  const house: AiSource = { id: 'workspace', label: 'Name of the workspace', text: workspace };
  const { channel = 'email', language, brief } = input;
  const common = { tags, language: language ?? null, implied: [], phones: matter.phones };
  const about = [...matter.fields, ...matter.entries];
  if (input.task === 'personal') {
    if (!brief) throw nothingToWorkOn('brief', 'Say what the message should bring about.');
    const said = draftSources(brief);
    const kinds: PieceKind[] = channel === 'text' ? ['paragraph'] : ['subject', 'paragraph', 'list'];
    const shape =
      channel === 'text'
        ? 'One piece "paragraph" of at most 300 characters.'
        : `One piece "subject", then the body as "paragraph" and "list" pieces: ${LENGTHS[brief.length ?? 'short']}.`;
    const order = `Write ${channel === 'text' ? 'a text message' : 'an email'} to one contact of ours that reaches the goal in the source "goal". What is known of the contact is in the sources "field-…" and "entry-…" (newest first): refer to it only where it helps. ${shape} No signature. ${toneOf(brief.tone)} ${inLanguage(language)}`;
    return {
      ...common,
      order,
      sources: [...said, ...about, house],
      kinds,
      mostTokens: 3_000,
      told: toldOf(channel === 'text' ? 'Draft of a text' : 'Draft of an email', said, about),
    };
  }
  if (input.task === 'reply') {
    if (!matter.isAnswered) throw nothingToWorkOn('contactId', 'There is no message of this contact to reply to.');
    const said = brief ? draftSources(brief) : [];
    const order = `Suggest three short replies to the newest message of the contact in the sources "entry-…" (newest first), each another way to answer: three pieces "paragraph" of at most ${channel === 'text' ? '300' : '600'} characters, each with a "reason" in one sentence. Promise nothing, and where an answer is not in the sources, ask or say that we look into it. No signature. ${language ? inLanguage(language) : 'Write in the language of that message.'}`;
    return {
      ...common,
      order,
      sources: [...said, ...about, house],
      kinds: ['paragraph'],
      mostPieces: 3,
      mostTokens: 2_000,
      told: toldOf('Suggestions for a reply', said, about),
    };
  }
  if (matter.entries.length === 0)
    throw nothingToWorkOn(
      'contactId',
      'There is nothing on the timeline of this contact that may leave. An admin allows it in Settings → AI.',
    );
  const order = `Summarise what happened with this contact, in the sources "entry-…" (newest first), for a colleague who takes over: three to eight pieces "paragraph", each one sentence, the most important first. Each piece lists the entries that prove it. Open questions and promises come first. ${language ? inLanguage(language) : 'Write in the language of most entries.'}`;
  return {
    ...common,
    order,
    sources: about,
    kinds: ['paragraph'],
    mostPieces: 12,
    mustCite: true,
    mostTokens: 2_000,
    told: toldOf('Summary of the timeline', [], about),
  };
}

function toneOf(tone: string | undefined): string {
  return tone ? `The tone: ${JSON.stringify(tone)}.` : '';
}

/** For people: what was asked, and what of the contact left with it. */
function toldOf(what: string, said: readonly AiSource[], about: readonly AiSource[]): string {
  const lines = said.map(({ label, text }) => `${label}: ${text}`);
  return [
    what,
    ...lines,
    `Sent with it: ${about.length === 0 ? 'nothing of the contact' : about.map(({ label }) => label).join(', ')}`,
  ].join('\n');
}
