import { useCallback } from 'react'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say } from '#renderer/words/say.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { usesOf } from './sop-uses.ts'

const count = 'px-2 py-1 text-end tabular-nums'
// What is not nothing stands out.
const countOf = (n: number): string => `${count} ${n === 0 ? 'text-ink-3' : ''}`

/** How much each SOP is used: opened on cases, worked through, read and acknowledged in the version in force. */
export function SopUse() {
  const now = useNow()
  const read = useCallback((workspace: Workspace) => usesOf(workspace, now), [now])
  const uses = useRows(['sops', 'sopMarks', 'sopRuns', 'cases', 'agents'], read)
  if (uses.length === 0) return <EmptyState title={say('sop.none')} />
  return (
    <ScrollRegion label={say('sop-editor.part-use')} className="min-h-0 flex-1 px-4 py-3">
      <p className="pb-2 text-sm text-ink-3">{say('sop-editor.use-counts')}</p>
      <table className="w-full">
        <thead className="text-sm text-ink-3">
          <tr>
            <th className="px-2 py-1 text-start font-normal">{say('macro-editor.title')}</th>
            <th className={`${count} font-normal`}>{say('sop-editor.use-cases')}</th>
            <th className={`${count} font-normal`}>{say('sop-editor.use-runs')}</th>
            <th className={`${count} font-normal`}>{say('sop-editor.use-read')}</th>
            <th className={`${count} font-normal`}>{say('sop-editor.use-acknowledged')}</th>
          </tr>
        </thead>
        <tbody>
          {uses.map(({ sop, cases, runs, read: readBy, acknowledged, agents }) => (
            <tr key={sop.groupId} className="border-t border-line-soft">
              <td dir="auto" className="px-2 py-1 wrap-anywhere">
                {sop.title}
              </td>
              <td className={countOf(cases)}>{cases}</td>
              <td className={countOf(runs)}>{runs}</td>
              <td className={countOf(readBy)}>{say('sop-editor.of', { n: readBy, all: agents })}</td>
              <td className={countOf(acknowledged)}>{say('sop-editor.of', { n: acknowledged, all: agents })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
