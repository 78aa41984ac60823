import type { ReactNode } from 'react'

/** A key or a combination, as printed on the keyboard. */
export function Kbd({ children, onAccent = false }: { children: ReactNode; onAccent?: boolean }) {
  const look = onAccent ? 'border-current/35 text-inherit' : 'border-line bg-raise text-ink-3'
  return (
    <kbd
      className={`inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-sm border border-b-2 px-1 font-sans text-xs whitespace-nowrap ${look}`}
    >
      {children}
    </kbd>
  )
}
