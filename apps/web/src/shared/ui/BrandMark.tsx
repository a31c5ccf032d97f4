/** Two people and the line between them. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#0f6070" />
      <path d="M9 20.5c0-5.2 3-9 7-9s7 3.8 7 9" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="9" cy="20.5" r="2.8" fill="#fff" />
      <circle cx="23" cy="20.5" r="2.8" fill="#84c3cd" />
    </svg>
  );
}
