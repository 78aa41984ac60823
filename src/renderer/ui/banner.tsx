import { clsx } from 'clsx'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export interface BannerProps {
  tone?: 'plain' | 'warn' | 'bad'
  children: ReactNode
  action?: ReactNode
  className?: string
}

const looks = { plain: 'bg-accent-soft text-ink', warn: 'bg-warn-soft text-warn', bad: 'bg-bad-soft text-bad' }
const icons = { plain: Info, warn: TriangleAlert, bad: CircleAlert }

/** A line across a pane that says how things stand. Read out politely; at once where it is bad. */
export function Banner({ tone = 'plain', children, action, className }: BannerProps) {
  const Icon = icons[tone]
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={clsx('flex shrink-0 items-center gap-2 px-3 py-1.5', looks[tone], className)}
    >
      <Icon size={15} aria-hidden className="shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  )
}
