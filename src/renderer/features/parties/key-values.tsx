import type { ReactNode } from 'react'

/** Names and values in two columns. */
export const KeyValues = ({ children }: { children: ReactNode }) => (
  <dl className="grid grid-cols-[fit-content(45%)_1fr] gap-x-2 gap-y-1">{children}</dl>
)

/** One of them; nothing at all where there is no value. */
export function KeyValue({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <>
      <dt className="min-w-23 text-ink-3 wrap-anywhere">{label}</dt>
      <dd dir="auto" className="min-w-0 wrap-anywhere select-text">
        {children}
      </dd>
    </>
  )
}
