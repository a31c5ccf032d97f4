import { Button, Group, Popover, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { LabMessage } from './mailLabQueries';
import { answerWords, TEXT_KEYWORDS, wordsOf } from './playWords';

export interface ButtonLook {
  readonly size: 'xs';
  readonly variant: 'default';
  readonly loading: boolean;
  readonly leftSection: React.ReactNode;
}

interface ReplyPopoverProps {
  readonly channel: LabMessage['channel'];
  readonly action: 'reply' | 'autoReply';
  readonly button: ButtonLook;
  readonly onReply: (text: string) => void;
}

/** What the recipient, or the program that answers for them, writes back. */
export function ReplyPopover({ channel, action, button, onReply }: ReplyPopoverProps) {
  const { label, usual, hint } = answerWords[action];
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState<string>(usual);
  const send = (words: string) => {
    if (!words.trim()) return;
    onReply(words.trim());
    setOpen(false);
    setText(usual);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} width={320} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <Button {...button} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen} aria-haspopup="dialog">
          {wordsOf({ channel }, action).label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Stack gap="sm">
          <Textarea
            data-autofocus
            label={label}
            description={hint}
            dir="auto"
            autosize
            minRows={3}
            maxRows={10}
            maxLength={5000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && send(text)}
          />
          {channel === 'text' && (
            <Group gap={6}>
              <Text size="xs" c="dimmed">
                Or answer with
              </Text>
              {TEXT_KEYWORDS.map((word) => (
                <Button key={word} size="compact-xs" variant="default" onClick={() => send(word)}>
                  {word}
                </Button>
              ))}
            </Group>
          )}
          <Group justify="flex-end">
            <Button size="xs" onClick={() => send(text)} disabled={!text.trim()}>
              Send reply
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
