import type { ReactNode } from 'react'

export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad' | 'legal'

const tones: { readonly [T in Tone]: string } = {
  plain: 'bg-chip text-ink-2',
  accent: 'bg-accent-soft text-accent',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  legal: 'bg-legal-soft text-legal',
}

/** A short label on something; what has no room is said whole on hover. The words carry the meaning, the colour only helps. */
export function Tag({ tone = 'plain', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span
      data-tag={tone}
      title={title ?? (typeof children === 'string' ? children : undefined)}
      className={`inline-block max-w-40 shrink-0 truncate rounded-sm px-1.5 align-middle text-xs leading-4.5 ${tones[tone]}`}
    >
      {children}
    </span>
  )
}
