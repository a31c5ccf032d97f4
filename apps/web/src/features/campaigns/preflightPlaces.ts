import { paths } from '../../shared/paths';
import type { ComposerStep } from './ComposerSection';
import type { CheckFinding } from './linkFindings';

export type PreflightPlace = { kind: 'section'; step: ComposerStep; label: string } | { kind: 'page'; to: string; label: string } | null;

type Finding = Pick<CheckFinding, 'code' | 'field'>;

/** Where a finding of the check is put right: on another page, when its cause lies there, else in a part of the composer. */
export function placeOfFinding(workspaceId: string, { code, field = '' }: Finding, templateId: string | null): PreflightPlace {
  const domain = code.split('.')[0];
  if (field.startsWith('abTest')) return { kind: 'section', step: 'variants', label: 'Change the variants' };
  if ((domain === 'template' || domain === 'links') && templateId)
    return { kind: 'page', to: paths.template(workspaceId, templateId), label: 'Edit the template' };
  if (domain === 'sender') return { kind: 'page', to: paths.settingsSender(workspaceId), label: 'Open sender settings' };
  if (domain === 'workspace') return { kind: 'page', to: paths.settings(workspaceId), label: 'Open settings' };
  switch (field.split('.')[0]) {
    case 'audience':
      return { kind: 'section', step: 'who', label: 'Change the audience' };
    case 'templateId':
    case 'subject':
    case 'text':
      return { kind: 'section', step: 'what', label: 'Change the content' };
    case 'fromName':
    case 'fromEmail':
    case 'replyTo':
      return { kind: 'section', step: 'from', label: 'Change the sender' };
    case 'schedule':
      return { kind: 'section', step: 'when', label: 'Change the time' };
    default:
      return null;
  }
}
