/** The mark: two desks, one above the other, and what passes between them. */
export function Logo({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden className="shrink-0">
      <rect x="1" y="1" width="18" height="18" rx="5" fill="var(--accent)" />
      <path d="M5 6.25h10M7.5 10h5M9 13.75h2" stroke="var(--on-accent)" strokeWidth="1.9" strokeLinecap="round" />
    </svg>
  )
}
