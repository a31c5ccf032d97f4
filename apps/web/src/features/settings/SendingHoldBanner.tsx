import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { confirmAction } from '../../shared/ui/confirm';
import { toast } from '../../shared/ui/toasts';
import classes from './SendingHoldBanner.module.css';
import { useResumeSending, useSendingState } from './settingsQueries';

const WHAT = {
  copied: 'This data was used in another place before: it was copied, moved or restored from a backup.',
  rewound: 'The database is older than what ran here last: it was restored from a backup.',
} as const;

/** On every page, for as long as nothing goes out. Only the operator can end it, and reads first what that means. */
export function SendingHoldBanner() {
  const { data } = useSendingState();
  const resume = useResumeSending();
  if (!data?.hold) return null;
  const ask = () =>
    confirmAction({
      title: 'Resume sending from this installation?',
      consequences: [
        'Do this only if the original no longer sends. If both send, recipients get messages twice.',
        'Campaigns that were being sent stay paused: check what the original sent, then resume each one.',
        'Scheduled campaigns whose time is still to come start as planned.',
      ],
      confirm: 'Resume sending',
      onConfirm: async () => {
        await resume.mutateAsync();
        toast('Sending is on');
      },
    });
  return (
    <aside className={classes.banner} aria-label="Sending is paused">
      <span className={classes.words}>
        <strong>Sending is paused</strong>
        {WHAT[data.hold.reason]} {data.mayResume ? '' : 'The operator (the person with the first account) can resume it.'}
      </span>
      {data.mayResume && (
        <Button variant="default" size="xs" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={ask} loading={resume.isPending}>
          Resume sending
        </Button>
      )}
    </aside>
  );
}
