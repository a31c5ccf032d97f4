import { plural } from '../../shared/format/format';
import { readableTags } from '../../shared/format/readableTags';
import type { CampaignLinkCheck, CampaignReview } from './campaignQueries';

/** What the review and the composer list: what the server found, and what became of the links and of the sender address. */
export type CheckFinding = Omit<CampaignReview['preflight'][number], 'severity'> & {
  readonly severity: CampaignReview['preflight'][number]['severity'] | 'serious' | 'note' | 'checking';
  /** Of the link it is about. */
  readonly url?: string;
  /** Where it is put right, also from a document. */
  readonly page?: { readonly to: string; readonly label: string };
};

type Link = CampaignLinkCheck['links'][number];

/** From so many on, links with the same fate are one line. */
const MANY = 4;

export function linkFindings(check: CampaignLinkCheck | undefined, type: 'email' | 'text'): CheckFinding[] {
  if (!check || check.state === 'off') return [];
  const field = type === 'text' ? 'text' : 'templateId';
  const count = (state: Link['state']) => check.links.filter((link) => link.state === state).length;
  const told = [...groupsOf(check.links).values()].flatMap((links) => linesOf(links, field));
  const fine = count('fine');
  const asked = check.links.length - count('notAsked') - count('checking');
  const apart = count('notAsked');
  return [
    ...told,
    ...(check.state === 'checking' ? [{ code: 'links.checking', severity: 'checking' as const, message: 'Checking links…' }] : []),
    ...(apart > 0
      ? [
          note(
            'links.notAsked',
            apart === 1
              ? 'One link isn’t checked because it differs for each recipient or leads to Rapport itself.'
              : `${plural(apart, 'link')} aren’t checked because they differ for each recipient or lead to Rapport itself.`,
          ),
        ]
      : []),
    ...(check.leftOut > 0
      ? [
          note(
            'links.leftOut',
            `${plural(check.leftOut, 'more link')} ${check.leftOut === 1 ? 'isn’t checked. Open it' : 'aren’t checked. Open them'} in a test message.`,
          ),
        ]
      : []),
    ...(fine > 0 && check.state === 'done'
      ? [
          {
            code: 'links.fine',
            severity: 'ok' as const,
            message: fine === asked ? (fine === 1 ? 'The link opens.' : `All ${fine} links open.`) : `${fine} of ${asked} links open.`,
          },
        ]
      : []),
  ];
}

/** Those that need a look, by what is said of them. */
function groupsOf(links: readonly Link[]): Map<string, Link[]> {
  const groups = new Map<string, Link[]>();
  for (const link of links) {
    if (link.message === null || !['broken', 'unchecked', 'insecure'].includes(link.state)) continue;
    groups.set(link.message, [...(groups.get(link.message) ?? []), link]);
  }
  return groups;
}

function linesOf(links: readonly Link[], field: string): CheckFinding[] {
  const [first] = links;
  if (!first) return [];
  const common = { code: `links.${first.state}`, severity: first.state === 'broken' ? ('warning' as const) : ('note' as const), field };
  if (links.length >= MANY) return [{ ...common, message: `${plural(links.length, 'link')}: ${first.message ?? ''}` }];
  return links.map(({ label, message, url }) => ({
    ...common,
    message: `${label ? `Link “${readableTags(label)}”` : 'Link'}: ${message ?? ''}`,
    url,
  }));
}

function note(code: string, message: string): CheckFinding {
  return { code, severity: 'note', message };
}
