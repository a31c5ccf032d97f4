import { ActionIcon, Button, useMantineTheme } from '@mantine/core';
import type { ReactNode } from 'react';

interface ComposeButtonProps {
  label: string;
  icon: ReactNode;
  variant: 'filled' | 'default';
  onClick: () => void;
}

/** Opens a composer. A phone has room for its icon beside the name of the contact. */
export function ComposeButton({ label, icon, variant, onClick }: ComposeButtonProps) {
  const { primaryColor } = useMantineTheme();
  return (
    <>
      <Button visibleFrom="sm" variant={variant} leftSection={icon} onClick={onClick}>
        {label}
      </Button>
      <ActionIcon
        hiddenFrom="sm"
        size={34}
        variant={variant}
        color={variant === 'filled' ? primaryColor : undefined}
        aria-label={label}
        onClick={onClick}
      >
        {icon}
      </ActionIcon>
    </>
  );
}
