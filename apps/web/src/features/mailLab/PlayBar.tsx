import { Button, Menu, Tooltip } from '@mantine/core';
import {
  IconAlertOctagon,
  IconBeach,
  IconChevronDown,
  IconCornerUpLeft,
  IconLink,
  IconMailOff,
  IconMailOpened,
  IconMailX,
} from '@tabler/icons-react';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './MailLab.module.css';
import { usePlayRecipient, type LabMessage, type Play } from './mailLabQueries';
import { orderOf, playWords, toldOf, wordsOf } from './playWords';
import { type ButtonLook, ReplyPopover } from './ReplyPopover';

const icons = {
  open: IconMailOpened,
  click: IconLink,
  reply: IconCornerUpLeft,
  autoReply: IconBeach,
  unsubscribe: IconMailOff,
  bounce: IconMailX,
  complain: IconAlertOctagon,
} as const;

/** The other side of the conversation: whatever a recipient can do to a message, done here with the same effect. */
export function PlayBar({ message }: { message: LabMessage }) {
  const play = usePlayRecipient(useWorkspaceId(), message.id);
  const run = (input: Play) => play.mutate(input, { onSuccess: (played) => toast(toldOf(played, input.action)) });
  return (
    <div className={classes.play} role="toolbar" aria-label="Play the recipient">
      <span className={classes.playLabel}>Play the recipient</span>
      {orderOf(message).map((action) => {
        const Icon = icons[action];
        const isBusy = play.isPending && play.variables.action === action;
        const button = { size: 'xs', variant: 'default', loading: isBusy, leftSection: <Icon size={15} aria-hidden /> } as const;
        if (action === 'click') return <ClickMenu key={action} message={message} button={button} onClick={(url) => run({ action, url })} />;
        if (action === 'reply' || action === 'autoReply')
          return (
            <ReplyPopover
              key={action}
              channel={message.channel}
              action={action}
              button={button}
              onReply={(text) => run({ action, text })}
            />
          );
        const cannot = action === 'unsubscribe' && !message.canUnsubscribe;
        return (
          <Tooltip key={action} label={cannot ? 'This message carries no unsubscribe link' : wordsOf(message, action).does}>
            <Button {...button} data-disabled={cannot || undefined} aria-disabled={cannot} onClick={() => cannot || run({ action })}>
              {wordsOf(message, action).label}
            </Button>
          </Tooltip>
        );
      })}
    </div>
  );
}

function ClickMenu({ message, button, onClick }: { message: LabMessage; button: ButtonLook; onClick: (url: string) => void }) {
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <Button {...button} disabled={message.links.length === 0} rightSection={<IconChevronDown size={14} aria-hidden />}>
          {playWords.click.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Which link</Menu.Label>
        {message.links.map((link, index) => (
          <Menu.Item key={`${link.url}-${index}`} onClick={() => onClick(link.url)}>
            <span className={classes.linkText} dir="auto">
              {link.text || link.url}
            </span>
            <span className={classes.linkUrl}>{link.url}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
