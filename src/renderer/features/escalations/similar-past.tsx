import { useCallback } from 'react'
import { type Similar, similarTo } from '#shared/similar-escalations.ts'
import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { say, sayAt, sayList } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** Why one is like the other, as one line. */
function whyWords({ isSameReason, isSameDriver, isSameMarket, words }: Similar): string {
  return [
    ...(isSameReason ? [say('similar.reason')] : []),
    ...(isSameDriver ? [say('similar.driver')] : []),
    ...(isSameMarket ? [say('similar.market')] : []),
    ...(words.length === 0 ? [] : [say('similar.words', { words: sayList(words) })]),
  ].join(' · ')
}

function Past({ similar }: { similar: Similar }) {
  const { escalation, row, decision } = similar
  const openCase = useScreen((screen) => screen.openCase)
  return (
    <li className="border-b border-line-soft py-2 last:border-0">
      <p className="flex flex-wrap items-center gap-2">
        <button type="button" className="text-accent tabular-nums hover:underline" onClick={() => openCase(row.id)}>
          {row.number}
        </button>
        {escalation.decisionCode && <Tag tone="ok">{say(`decision-code.${escalation.decisionCode}`)}</Tag>}
        {escalation.packet !== null && <Tag>{say(`escalation-reason.${escalation.packet.reason}`)}</Tag>}
        <span className="text-sm text-ink-3">{sayAt(escalation.turns.at(-1)?.at ?? escalation.submittedAt)}</span>
      </p>
      <p dir="auto" className="mt-0.5 line-clamp-3 wrap-anywhere">
        {decision}
      </p>
      <p className="mt-0.5 text-sm text-ink-3 wrap-anywhere">{whyWords(similar)}</p>
    </li>
  )
}

/** What was decided before on escalations like this one, among those on this computer, which are those that the agent may see. */
export function SimilarPast({ escalation, row }: { escalation: Row<'escalations'>; row: Row<'cases'> }) {
  const find = useCallback(
    (workspace: Workspace) =>
      similarTo(
        { escalation, row },
        workspace.all('escalations').flatMap((one) => {
          const of = workspace.get('cases', one.caseId)
          return of === undefined ? [] : [{ escalation: one, row: of }]
        }),
      ),
    [escalation, row],
  )
  const found = useRows(['escalations'], find)
  return (
    <section aria-label={say('similar.title')} className="mt-3 border-t border-line-soft pt-2">
      <h3 className="text-sm text-ink-3">{say('similar.title')}</h3>
      {found.length === 0 ? (
        <p className="py-1 text-ink-2">{say('similar.none')}</p>
      ) : (
        <ul>
          {found.map((similar) => (
            <Past key={similar.escalation.id} similar={similar} />
          ))}
        </ul>
      )}
    </section>
  )
}
