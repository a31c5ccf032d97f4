import type { Campaign, CampaignDraft, CampaignReview } from './campaignQueries';
import type { ComposerStep } from './ComposerSection';

/** Which chapters have nothing left to do. The last one is the approval itself, so it is never done here. */
export function doneSteps(
  values: CampaignDraft,
  review: Pick<CampaignReview, 'audience' | 'preflight'> | undefined,
  type: Campaign['type'] = 'email',
): Record<ComposerStep, boolean> {
  const hasError = (...roots: string[]) =>
    !!review?.preflight.some(({ severity, field }) => severity === 'error' && roots.includes((field ?? '').split('.')[0] ?? ''));
  return {
    who: values.audience.listIds.length + values.audience.segmentIds.length > 0 && (review?.audience.sendable ?? 0) > 0,
    what:
      (type === 'text' ? values.text : values.templateId) !== null &&
      !hasError('template', 'templateId', 'subject', 'content', 'bodyHtml', 'text'),
    from: (type === 'text' || values.fromEmail !== null) && !hasError('fromEmail', 'fromName', 'replyTo', 'sender'),
    variants: values.abTest === null || !hasError('abTest'),
    when: values.schedule.kind === 'now' || (!!values.schedule.localTime && !hasError('schedule')),
    check: !!review && !review.preflight.some(({ severity }) => severity === 'error'),
    approve: false,
  };
}
