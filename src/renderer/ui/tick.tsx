import type { ReactNode } from 'react'

/** Something that is so or not. */
export function Tick({ isOn, onChange, children }: { isOn: boolean; onChange: () => void; children: ReactNode }) {
  return (
    <label className="flex items-start gap-2">
      <input type="checkbox" className="mt-1 accent-accent" checked={isOn} onChange={onChange} />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </label>
  )
}
