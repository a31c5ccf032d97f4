import type { SystemMail } from '../../platform/mail/SystemMailer.js';
import { systemMailOf } from '../../platform/mail/systemMailOf.js';
import { plural } from './words.js';

/** More would not be read; the page shows all of them. */
export const MOST_TOLD = 7;

export interface Digest {
  /** Sentences of the insights of the week, the largest effect first. */
  readonly titles: readonly string[];
  /** How many there are of the week, and how many are open from before. */
  readonly found: number;
  readonly older: number;
}

/** The week of one workspace in a few sentences. */
export function digestMail(
  { titles, found, older }: Digest,
  to: { readonly address: string; readonly workspaceId: string; readonly workspaceName: string; readonly publicUrl: string },
): SystemMail {
  const { address, workspaceId, workspaceName, publicUrl } = to;
  const inWorkspace = `${publicUrl}/w/${workspaceId}`;
  const others = found - titles.length;
  return systemMailOf({
    to: address,
    subject: `${plural(found, 'new insight')} in “${workspaceName}”`,
    paragraphs: [
      `Found in “${workspaceName}” in the last 7 days:`,
      ...titles.map((title) => `• ${title}`),
      ...(others > 0 ? [`And ${plural(others, 'other')}.`] : []),
      ...(older > 0 ? [`${plural(older, 'insight')} from before ${older === 1 ? 'is' : 'are'} still open.`] : []),
    ],
    button: { label: 'Open the insights', url: `${inWorkspace}/insights` },
    note: `You get this on the first day of the week because you chose it, and you are a member of the workspace “${workspaceName}”.`,
    choice: { label: 'Turn this email off in your preferences', url: `${inWorkspace}/settings/preferences` },
    publicUrl,
    kind: 'notice',
  });
}
