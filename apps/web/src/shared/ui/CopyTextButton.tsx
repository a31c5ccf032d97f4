import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { toast } from './toasts';

const SHOWN_FOR = 2_000;

interface CopyTextButtonProps {
  value: string;
  label?: string;
  onCopied?: () => void;
  /** The one thing to do here. */
  isPrimary?: boolean;
}

export function CopyTextButton({ value, label = 'Copy', onCopied, isPrimary = false }: CopyTextButtonProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(value))) return toast('This browser does not allow copying. Select the text and copy it by hand.');
    setCopied(true);
    onCopied?.();
    setTimeout(() => setCopied(false), SHOWN_FOR);
  };
  return (
    <Button
      variant={isPrimary ? 'filled' : 'default'}
      leftSection={isCopied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      onClick={() => void copy()}
    >
      {isCopied ? 'Copied' : label}
    </Button>
  );
}

/** Browsers offer the clipboard only on https and localhost; Rapport also runs on plain http inside a house, so the old way stays as a second one. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    field.style.opacity = '0';
    document.body.append(field);
    field.select();
    const isDone = document.execCommand('copy');
    field.remove();
    return isDone;
  }
}
