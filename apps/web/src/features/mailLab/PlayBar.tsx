import { Button, Group, Menu, Popover, Stack, Textarea, Tooltip } from '@mantine/core';
import { IconAlertOctagon, IconChevronDown, IconCornerUpLeft, IconLink, IconMailOff, IconMailOpened, IconMailX } from '@tabler/icons-react';
import { useState } from 'react';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './MailLab.module.css';
import { usePlayRecipient, type LabMessage, type Play } from './mailLabQueries';
import { orderOf, playWords, wordsOf } from './playWords';

const icons = {
  open: IconMailOpened,
  click: IconLink,
  reply: IconCornerUpLeft,
  unsubscribe: IconMailOff,
  bounce: IconMailX,
  complain: IconAlertOctagon,
} as const;

/** The other side of the conversation: whatever a recipient can do to a message, done here with the same effect. */
export function PlayBar({ message }: { message: LabMessage }) {
  const play = usePlayRecipient(useWorkspaceId(), message.id);
  const run = (input: Play) => play.mutate(input, { onSuccess: () => toast(wordsOf(message, input.action).told) });
  return (
    <div className={classes.play} role="toolbar" aria-label="Play the recipient">
      <span className={classes.playLabel}>Play the recipient</span>
      {orderOf(message).map((action) => {
        const Icon = icons[action];
        const isBusy = play.isPending && play.variables.action === action;
        const button = { size: 'xs', variant: 'default', loading: isBusy, leftSection: <Icon size={15} aria-hidden /> } as const;
        if (action === 'click') return <ClickMenu key={action} message={message} button={button} onClick={(url) => run({ action, url })} />;
        if (action === 'reply') return <ReplyPopover key={action} button={button} onReply={(text) => run({ action, text })} />;
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

interface ButtonLook {
  readonly size: 'xs';
  readonly variant: 'default';
  readonly loading: boolean;
  readonly leftSection: React.ReactNode;
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

function ReplyPopover({ button, onReply }: { button: ButtonLook; onReply: (text: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const send = () => {
    if (!text.trim()) return;
    onReply(text.trim());
    setOpen(false);
    setText('');
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} width={320} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <Button {...button} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen} aria-haspopup="dialog">
          {playWords.reply.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Reply as the recipient">
        <Stack gap="sm">
          <Textarea
            data-autofocus
            label="Reply as the recipient"
            placeholder="Thanks, tell me more"
            dir="auto"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && send()}
          />
          <Group justify="flex-end">
            <Button size="xs" onClick={send} disabled={!text.trim()}>
              Send reply
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
