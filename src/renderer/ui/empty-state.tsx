import type { ReactNode } from 'react'

export interface EmptyStateProps {
  icon?: ReactNode
  title: string
  /** What to do next. */
  text?: ReactNode
  action?: ReactNode
}

/** What a pane shows when there is nothing in it, and what to do about that. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-1 px-8 py-10 text-center">
      {icon !== undefined && (
        <div aria-hidden className="mb-2 flex size-10 items-center justify-center rounded-full bg-chip text-ink-3">
          {icon}
        </div>
      )}
      <p className="font-medium text-balance wrap-anywhere">{title}</p>
      {text !== undefined && <div className="max-w-80 text-ink-2 text-balance wrap-anywhere">{text}</div>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  )
}
