import { useState } from 'react'
import { remScale } from '#renderer/ui/rem-scale.ts'
import type { DeskPicture } from '#renderer/workspace/desk-picture.ts'
import { useSettings } from '#renderer/workspace/settings-store.ts'
import { inUsualOrder, isTierTwo } from '#renderer/workspace/tier-two-order.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { say } from '#renderer/words/say.ts'
import { isOpenCase } from '#shared/domain/case.ts'
import { unseenBy } from '#shared/domain/unseen.ts'
import { CaseRow } from './case-row.tsx'
import { listClockOf } from './row-clock.tsx'
import { ListHeader, caseRowHeights, orderWords } from './list-header.tsx'
import { nameOfView } from './view-name.ts'

const noWords: readonly string[] = []

/** The list as it was when this window was last open: to be looked at until the list itself is there, and for nothing else. */
export function ListPicture({ picture }: { picture: DeskPicture }) {
  const { meId, view, cases, holders } = picture
  const now = useNow()
  const [scale] = useState(remScale)
  const { density } = useSettings.getState()
  const height = Math.round(caseRowHeights[density] * scale)
  // What does not fit is not drawn: nothing can be scrolled here, and most of what the picture costs is its lines.
  const [seen] = useState(() => Math.ceil(globalThis.innerHeight / height))
  const n = picture.lists.count(isTierTwo(view) ? inUsualOrder(view) : view)
  const counted = say('list.cases', { n })
  const order = orderWords(view, { get: (_table, id) => picture.savedView(id) })
  const title = nameOfView(view, picture) ?? say('view.gone')
  return (
    <section data-area="picture" className="flex h-full min-h-0 flex-col">
      <ListHeader title={title} summary={n === 0 ? counted : `${counted} · ${order}`} />
      <ul className="min-h-0 flex-1 overflow-hidden">
        {cases.slice(0, seen).map((row) => (
          <li key={row.id} style={{ height }}>
            <CaseRow
              row={row}
              now={now}
              isCursor={false}
              isOpen={false}
              isSelected={false}
              hit={null}
              hitWords={noWords}
              mark={null}
              unseen={unseenBy(row, meId)?.what ?? null}
              goesBy={listClockOf(view)}
              holder={isOpenCase(row) ? (holders.get(row.assigneeId) ?? null) : null}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
