import type { Role } from '../../platform/context/Context.js';
import type { SystemMail } from '../../platform/mail/SystemMailer.js';
import { systemMailOf } from '../../platform/mail/systemMailOf.js';

export const INVITATION_DAYS = 7;

const MAY: Readonly<Record<Role, string>> = {
  owner: 'do everything',
  admin: 'manage members and settings, write and approve',
  author: 'work with contacts, and write templates and campaigns',
  approver: 'approve and send what others wrote',
  viewer: 'look at everything',
};

export function invitationMail(input: {
  to: string;
  inviter: string | null;
  workspaceName: string;
  role: Role;
  url: string;
  days: number;
  publicUrl: string;
}): SystemMail {
  const { to, inviter, workspaceName, role, url, days, publicUrl } = input;
  return systemMailOf({
    to,
    subject: inviter ? `${inviter} invites you to “${workspaceName}”` : `You are invited to “${workspaceName}”`,
    paragraphs: [
      inviter
        ? `${inviter} invites you to the workspace “${workspaceName}” in Rapport.`
        : `You are invited to the workspace “${workspaceName}” in Rapport.`,
      `As ${role} you can ${MAY[role]}.`,
    ],
    button: { label: 'Join the workspace', url },
    note: `The link works once, for ${days} days, and only for ${to}. If you did not expect it, ignore this message.`,
    publicUrl,
    kind: 'link',
  });
}
