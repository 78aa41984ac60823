import { useCallback } from 'react'
import type { ReactNode } from 'react'
import { Logo } from '#renderer/ui/logo.tsx'
import { useRow, useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { SearchField } from './search-field.tsx'

interface BarLineProps {
  /** Where one is: the workspace, and the site where it is known. */
  place: string
  search: ReactNode
  children?: ReactNode
}

/** The line above everything, drawn from what it is given. */
export const BarLine = ({ place, search, children }: BarLineProps) => (
  <header
    aria-label={say('bar.label')}
    className="flex h-10 shrink-0 items-center gap-3 border-b border-line bg-pane px-3"
  >
    <div className="flex min-w-6 flex-1 items-center gap-2">
      <Logo />
      <span className="font-semibold tracking-tight">{say('app.name')}</span>
      <span title={place} className="min-w-0 truncate text-ink-3">
        {place}
      </span>
    </div>
    {search}
    <div className="flex flex-[1_0_0%] items-center justify-end gap-2">{children}</div>
  </header>
)

/** The line above everything: where one is, the search, and `children` at its end. */
export function Bar({ children }: { children: ReactNode }) {
  const compute = useCallback((workspace: Workspace) => ({ name: workspace.name, siteId: workspace.me.siteId }), [])
  const { name, siteId } = useRows(['agents'], compute)
  const site = useRow('sites', siteId)
  const place = site === undefined ? name : `${name} · ${site.name}`
  return (
    <BarLine place={place} search={<SearchField />}>
      {children}
    </BarLine>
  )
}
