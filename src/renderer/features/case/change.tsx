import type { ReactNode } from 'react'
import { type Overlay, useScreen } from '#renderer/workspace/screen-store.ts'

/** Something that can be changed, as a quiet button that opens the list of choices. `what` it is, is only heard. */
export function Change({ to, what, children }: { to: Overlay; what: string; children: ReactNode }) {
  const show = useScreen((screen) => screen.show)
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className="-mx-1 inline-flex min-h-6 min-w-0 items-center gap-1 rounded-sm px-1 hover:bg-hover hover:text-ink"
      onClick={() => show(to)}
    >
      <span className="sr-only">{what}</span>
      {children}
    </button>
  )
}
