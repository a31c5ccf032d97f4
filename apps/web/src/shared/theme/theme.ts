import { createTheme, type MantineThemeOverride } from '@mantine/core';
import { amber, blue, dark, fontSizes, gray, green, motion, petrol, radius, red, space } from './tokens';

const transition = { transition: 'fade', duration: motion.duration, timingFunction: 'ease-out' } as const;
const floating = { shadow: 'md', radius: 'lg', withinPortal: true, transitionProps: transition } as const;
const control = { size: 'sm' } as const;

export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, gray, dark, green, amber, yellow: amber, red, blue },
  fontFamily: "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'JetBrains Mono', Menlo, Consolas, monospace",
  fontSizes,
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: space,
  radius,
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  headings: {
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '15px', lineHeight: '22px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
      h4: { fontSize: '13px', lineHeight: '20px' },
      h5: { fontSize: '12px', lineHeight: '16px' },
      h6: { fontSize: '12px', lineHeight: '16px' },
    },
  },
  components: {
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Text: { defaultProps: { size: 'sm' } },
    Anchor: { defaultProps: { size: 'sm', underline: 'always' } },
    Button: { defaultProps: control },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: control },
    PasswordInput: { defaultProps: { ...control, visibilityToggleButtonProps: { 'aria-label': 'Show what is typed', tabIndex: 0 } } },
    NumberInput: { defaultProps: control },
    Textarea: { defaultProps: { ...control, autosize: true, minRows: 3 } },
    Select: { defaultProps: { ...control, comboboxProps: floating, checkIconPosition: 'right' } },
    MultiSelect: { defaultProps: { ...control, comboboxProps: floating } },
    Autocomplete: { defaultProps: { ...control, comboboxProps: floating } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs', withThumbIndicator: false } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    // Without the kit's focus placeholder: it is a child that a menu may not have, and the first item takes the focus as well.
    Menu: { defaultProps: { ...floating, withInitialFocusPlaceholder: false, position: 'bottom-end', offset: 4 } },
    Popover: { defaultProps: floating },
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        withArrow: false,
        radius: 'md',
        transitionProps: transition,
        events: { hover: true, focus: true, touch: false },
      },
    },
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        radius: 'lg',
        centered: true,
        transitionProps: transition,
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Drawer: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        transitionProps: { duration: motion.duration },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Card: { defaultProps: { radius: 'lg', padding: 'lg', withBorder: true } },
    Paper: { defaultProps: { radius: 'lg' } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm', size: 'sm' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' }, radius: 'lg', withBorder: true } },
    Kbd: { defaultProps: { size: 'xs' } },
    Tabs: { defaultProps: { keepMounted: false } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});
