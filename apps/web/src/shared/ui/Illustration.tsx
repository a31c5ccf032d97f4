const shapes = {
  people: (
    <>
      <circle cx="34" cy="27" r="9" />
      <path d="M18 54c1-10 7-15 16-15s15 5 16 15" />
      <circle cx="58" cy="31" r="7" opacity=".5" />
      <path d="M56 43c8 0 13 4 14 11" opacity=".5" />
    </>
  ),
  envelope: (
    <>
      <rect x="18" y="20" width="52" height="36" rx="5" />
      <path d="m20 24 24 18 24-18" />
      <path d="M10 32h4M8 40h6" opacity=".5" />
    </>
  ),
  page: (
    <>
      <rect x="26" y="12" width="36" height="48" rx="5" />
      <path d="M34 24h20M34 32h20M34 40h12" opacity=".5" />
      <path d="M50 50h6" />
    </>
  ),
  search: (
    <>
      <circle cx="40" cy="33" r="15" />
      <path d="m51 45 12 12" />
      <path d="M33 33h14" opacity=".5" />
    </>
  ),
  table: (
    <>
      <rect x="16" y="16" width="56" height="40" rx="5" />
      <path d="M16 28h56M34 28v28" />
      <path d="M42 37h20M42 46h14M22 37h6M22 46h6" opacity=".5" />
    </>
  ),
  flask: (
    <>
      <path d="M37 14h14M40 14v16L26 52c-2 4 0 8 5 8h26c5 0 7-4 5-8L48 30V14" />
      <path d="M33 44h22" opacity=".5" />
      <circle cx="42" cy="51" r="2" opacity=".5" />
    </>
  ),
  unplugged: (
    <>
      <path d="M16 46h16c6 0 6-20 12-20M72 26H56c-6 0-6 20-12 20" />
      <path d="M40 20l-3-5M48 52l3 5" opacity=".5" />
    </>
  ),
} as const;

export type IllustrationName = keyof typeof shapes;

/** Line drawings of our own, in the accent colour, at most 96 px. */
export function Illustration({ name, className }: { name: IllustrationName; className?: string }) {
  return (
    <svg
      viewBox="0 0 88 72"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <ellipse cx="44" cy="38" rx="40" ry="30" fill="var(--rp-accent-soft)" stroke="none" />
      {shapes[name]}
    </svg>
  );
}
