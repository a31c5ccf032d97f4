import type { MantineColorsTuple } from '@mantine/core';

/**
 * Every raw value of the interface lives here; components read the CSS variables that `themeVariables.ts` makes of it.
 * Accent: petrol, between the green and the blue that states use, so that it never reads as one. Neutrals carry a trace of the same hue.
 */
export const petrol: MantineColorsTuple = [
  '#ecf6f8',
  '#d6eaee',
  '#aed6dd',
  '#7fbfca',
  '#4fa3b1',
  '#2f8a99',
  '#197383',
  '#0f6070',
  '#0d4e5c',
  '#0b3d48',
];

/** Light neutrals: 0-1 grounds, 2-4 lines, 5 disabled, 6 meta text (4.9:1 on white), 7 secondary, 9 text. */
export const gray: MantineColorsTuple = [
  '#f6f8f9',
  '#eff3f4',
  '#e3e9eb',
  '#d4dcdf',
  '#c0cbcf',
  '#98a6ac',
  '#5f6e75',
  '#45535a',
  '#2a353a',
  '#151d21',
];

/** Dark neutrals in the kit's order: 0 text, 2 meta (5.5:1 on raised), 4 lines, 6 raised, 7 surface, 8 canvas. */
export const dark: MantineColorsTuple = [
  '#e4ebee',
  '#bcc8cd',
  '#94a4ab',
  '#82929a',
  '#2e393e',
  '#252f34',
  '#1b2327',
  '#12181b',
  '#0d1214',
  '#090d0f',
];

export const green: MantineColorsTuple = [
  '#e9f7ef',
  '#d2eddd',
  '#a6dabd',
  '#75c599',
  '#48ae78',
  '#2c965f',
  '#1c7d4c',
  '#14683e',
  '#0f5231',
  '#0b3d25',
];
export const amber: MantineColorsTuple = [
  '#fdf5e3',
  '#f9e8c1',
  '#f2d185',
  '#e8b64a',
  '#d99b1f',
  '#b97d0b',
  '#946206',
  '#7a4f05',
  '#5f3d05',
  '#472e05',
];
export const red: MantineColorsTuple = [
  '#fdeeec',
  '#fadad6',
  '#f3b2aa',
  '#ea857a',
  '#de5b4e',
  '#cb3d30',
  '#b32c21',
  '#95231a',
  '#761c15',
  '#591610',
];
export const blue: MantineColorsTuple = [
  '#edf2fe',
  '#d9e3fc',
  '#b1c6f8',
  '#84a4f1',
  '#5b83e8',
  '#3f68d9',
  '#2f53bd',
  '#26439a',
  '#1e3679',
  '#17295b',
];

export const space = { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' } as const;
export const radius = { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '14px' } as const;
export const fontSizes = { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' } as const;
export const motion = { duration: 140, easing: 'cubic-bezier(0.2, 0, 0.2, 1)' } as const;

/** Navigation, rows and content measures, in pixels. */
export const layout = { nav: 232, navCollapsed: 56, row: 36, rowCompact: 30, cardRow: 68, content: 1440, form: 480, reading: 720 } as const;

/** Under this width the navigation is a drawer and tables become cards. */
export const NARROW = '(max-width: 47.99em)';

/** The scheme-dependent surfaces and inks, light first. */
export const schemes = {
  light: {
    canvas: gray[0],
    surface: '#ffffff',
    raised: '#ffffff',
    sunken: gray[1],
    hover: gray[1],
    selected: petrol[0],
    line: gray[2],
    lineStrong: gray[3],
    lineControl: gray[4],
    text: gray[9],
    text2: gray[7],
    text3: gray[6],
    accent: petrol[7],
    accentText: petrol[7],
    accentSoft: petrol[0],
    accentLine: petrol[2],
    /** Lines of a chart, by lightness and never by a colour that means a state; both 3:1 or more on a card. */
    series1: petrol[5],
    series2: petrol[9],
    positive: green[6],
    positiveSoft: green[0],
    caution: amber[6],
    cautionDot: amber[4],
    cautionSoft: amber[0],
    negative: red[6],
    negativeSoft: red[0],
    active: blue[6],
    activeSoft: blue[0],
    /** Saturation and lightness; the hue comes from the person. */
    avatarGround: '38% 90%',
    avatarInk: '46% 26%',
    shadow: '0 1px 2px rgba(21, 29, 33, 0.06), 0 8px 28px rgba(21, 29, 33, 0.12)',
  },
  dark: {
    canvas: dark[8],
    surface: dark[7],
    raised: dark[6],
    sunken: '#171e22',
    hover: '#1e272b',
    selected: '#12292f',
    line: '#253035',
    lineStrong: '#344147',
    lineControl: '#3d4c52',
    text: dark[0],
    text2: dark[1],
    text3: dark[2],
    accent: petrol[6],
    accentText: petrol[3],
    accentSoft: '#122d34',
    accentLine: '#1d4a55',
    series1: petrol[5],
    series2: petrol[1],
    positive: green[3],
    positiveSoft: '#12291e',
    caution: amber[3],
    cautionDot: amber[3],
    cautionSoft: '#2d2410',
    negative: red[3],
    negativeSoft: '#331a18',
    active: blue[3],
    activeSoft: '#192440',
    avatarGround: '24% 25%',
    avatarInk: '40% 82%',
    shadow: '0 1px 2px rgba(0, 0, 0, 0.4), 0 12px 36px rgba(0, 0, 0, 0.5)',
  },
} as const;
