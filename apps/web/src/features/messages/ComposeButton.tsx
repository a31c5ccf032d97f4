import { ActionIcon, Button } from '@mantine/core';
import type { ReactNode } from 'react';

interface ComposeButtonProps {
  label: string;
  icon: ReactNode;
  variant: 'filled' | 'default';
  onClick: () => void;
}

/** Opens a composer. A phone has room for its icon beside the name of the contact. */
export function ComposeButton({ label, icon, variant, onClick }: ComposeButtonProps) {
  return (
    <>
      <Button visibleFrom="sm" variant={variant} leftSection={icon} onClick={onClick}>
        {label}
      </Button>
      <ActionIcon hiddenFrom="sm" size={34} variant={variant} aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </>
  );
}
