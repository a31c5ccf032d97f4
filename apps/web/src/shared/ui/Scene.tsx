import type { ReactNode } from 'react';

const ink = 'var(--rp-accent-text)';
const soft = 'var(--rp-accent-soft)';
const line = 'var(--rp-line-strong)';
const warm = 'var(--rp-caution-dot)';
const good = 'var(--rp-positive)';

const card = (x: number, y: number, width: number, height: number) => (
  <rect x={x} y={y} width={width} height={height} rx={6} fill="var(--rp-raised)" stroke={line} />
);
/** A line of text. */
const words = (x: number, y: number, width: number, fill: string = line) => (
  <rect x={x} y={y} width={width} height={4} rx={2} fill={fill} />
);
const dot = (cx: number, cy: number, r: number, fill: string = ink) => <circle cx={cx} cy={cy} r={r} fill={fill} />;
const tick = (x: number, y: number, stroke: string = good) => <path d={`m${x} ${y} 3 3 6-6`} fill="none" stroke={stroke} strokeWidth={2} />;

function personRow(y: number, width: number, tint: string) {
  return (
    <g key={y}>
      {dot(28, y, 7, tint)}
      {words(42, y - 5, width)}
      {words(42, y + 2, width * 0.6, 'var(--rp-line)')}
      {words(112, y - 2, 24, soft)}
    </g>
  );
}

/** What will be on the page once there is something: drawings of our own, in the colours of the theme. */
const scenes = {
  contacts: (
    <>
      {card(12, 8, 136, 80)}
      {personRow(26, 48, soft)}
      {personRow(48, 38, ink)}
      {personRow(70, 54, warm)}
    </>
  ),
  lists: (
    <>
      {[0, 1, 2].map((column) => (
        <g key={column}>
          {card(10 + column * 48, 10, 42, 76)}
          {words(16 + column * 48, 18, 20, column === 1 ? ink : line)}
          {Array.from({ length: 3 - column }, (_, row) => (
            <rect
              key={row}
              x={15 + column * 48}
              y={29 + row * 18}
              width={32}
              height={14}
              rx={4}
              fill={column === 1 ? soft : 'var(--rp-sunken)'}
              stroke={line}
              strokeWidth={0.75}
            />
          ))}
        </g>
      ))}
    </>
  ),
  campaigns: (
    <>
      {card(12, 8, 136, 80)}
      {words(22, 18, 34, ink)}
      <path d="M22 74C34 74 36 38 50 38s14 26 28 28 16-8 28-4 20 12 32 12v0H22z" fill={soft} />
      <path d="M22 74C34 74 36 38 50 38s14 26 28 28 16-8 28-4 20 12 32 12" fill="none" stroke={ink} strokeWidth={2} />
      <path d="M22 78h116" stroke={line} />
      {dot(50, 38, 3)}
      {words(112, 18, 26, soft)}
    </>
  ),
  templates: (
    <>
      {[0, 1].map((column) => (
        <g key={column}>
          {card(16 + column * 68, 8, 60, 80)}
          <rect
            x={22 + column * 68}
            y={14}
            width={48}
            height={22}
            rx={4}
            fill={column === 0 ? ink : warm}
            opacity={column === 0 ? 0.85 : 0.6}
          />
          {words(22 + column * 68, 44, 40)}
          {words(22 + column * 68, 53, 46)}
          {words(22 + column * 68, 62, 30)}
          <rect x={22 + column * 68} y={72} width={24} height={9} rx={3} fill={soft} stroke={ink} strokeWidth={0.75} />
        </g>
      ))}
    </>
  ),
  imports: (
    <>
      {card(8, 20, 52, 58)}
      {[30, 42, 54, 66].map((y) => (
        <g key={y}>
          {words(14, y, 16)}
          {words(36, y, 18)}
        </g>
      ))}
      <path d="M68 48h22m-7-6 7 6-7 6" fill="none" stroke={ink} strokeWidth={2} strokeLinecap="round" strokeLinejoin="round" />
      {card(98, 12, 54, 74)}
      {[26, 48, 70].map((y) => (
        <g key={y}>
          {dot(110, y, 5, soft)}
          {words(120, y - 2, 14)}
          {tick(138, y)}
        </g>
      ))}
    </>
  ),
  timeline: (
    <>
      <path d="M30 12v72" stroke={line} strokeWidth={2} />
      {[18, 46, 74].map((y, index) => (
        <g key={y}>
          {dot(30, y, 6, index === 0 ? ink : index === 1 ? warm : soft)}
          {card(46, y - 11, 100, 22)}
          {words(54, y - 5, 44 + index * 10)}
          {words(54, y + 2, 70 - index * 14, 'var(--rp-line)')}
        </g>
      ))}
    </>
  ),
  approvals: (
    <>
      {card(18, 8, 84, 80)}
      {words(28, 18, 40, ink)}
      {words(28, 30, 62)}
      {words(28, 39, 56)}
      {words(28, 48, 62)}
      {words(28, 57, 38)}
      <circle cx={112} cy={62} r={22} fill={soft} stroke={ink} strokeWidth={1.5} />
      <path d="m102 62 7 7 13-14" fill="none" stroke={ink} strokeWidth={3} strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  audit: (
    <>
      {card(12, 8, 136, 80)}
      {[22, 40, 58, 76].map((y, index) => (
        <g key={y}>
          {words(22, y - 2, 20, 'var(--rp-line)')}
          {dot(54, y, 4, index === 1 ? ink : soft)}
          {words(64, y - 2, 40 + ((index * 17) % 26))}
          {tick(134, y, index === 1 ? ink : line)}
        </g>
      ))}
    </>
  ),
} satisfies Record<string, ReactNode>;

export type SceneName = keyof typeof scenes;

export function isScene(name: string): name is SceneName {
  return name in scenes;
}

export function Scene({ name, className }: { name: SceneName; className?: string }) {
  return (
    <svg viewBox="0 0 160 96" className={className} strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      {scenes[name]}
    </svg>
  );
}
