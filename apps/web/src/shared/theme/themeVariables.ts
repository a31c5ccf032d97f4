import type { CSSVariablesResolver } from '@mantine/core';
import { layout, motion, schemes } from './tokens';

type Scheme = (typeof schemes)['light' | 'dark'];

/** `text2` becomes `--rp-text-2`, `lineStrong` becomes `--rp-line-strong`. */
function cssName(token: string): string {
  return `--rp-${token.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function variablesOf(scheme: Scheme): Record<string, string> {
  const own = Object.fromEntries(Object.entries(scheme).map(([token, value]) => [cssName(token), value]));
  return {
    ...own,
    '--mantine-color-body': scheme.surface,
    '--mantine-color-text': scheme.text,
    '--mantine-color-dimmed': scheme.text3,
    '--mantine-color-placeholder': scheme.text3,
    '--mantine-color-default': scheme.raised,
    '--mantine-color-default-hover': scheme.hover,
    '--mantine-color-default-color': scheme.text,
    '--mantine-color-default-border': scheme.lineControl,
    '--mantine-color-anchor': scheme.accentText,
    '--mantine-color-error': scheme.negative,
    '--mantine-color-disabled': scheme.sunken,
    '--mantine-color-disabled-color': scheme.text3,
    '--mantine-color-disabled-border': scheme.line,
    '--mantine-shadow-md': scheme.shadow,
    '--mantine-shadow-lg': scheme.shadow,
    '--mantine-shadow-xl': scheme.shadow,
  };
}

export const themeVariables: CSSVariablesResolver = () => ({
  variables: {
    '--rp-nav-width': `${layout.nav}px`,
    '--rp-nav-collapsed': `${layout.navCollapsed}px`,
    '--rp-row': `${layout.row}px`,
    '--rp-content': `${layout.content}px`,
    '--rp-form': `${layout.form}px`,
    '--rp-reading': `${layout.reading}px`,
    '--rp-ease': `${motion.duration}ms ${motion.easing}`,
  },
  light: variablesOf(schemes.light),
  dark: variablesOf(schemes.dark),
});
