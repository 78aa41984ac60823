import type { BriefSource } from '#shared/case-brief.ts'
import type { Row } from '#shared/tables.ts'
import { say } from '#renderer/words/say.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { type BriefLine, briefParts } from './brief-words.ts'
import { useCaseBrief } from './use-case-brief.ts'

const Line = ({ line }: { line: BriefLine }) => (
  <li className="grid grid-cols-[0.5rem_1fr] items-baseline gap-2 py-px">
    <span aria-hidden className="mt-2 size-1 self-start rounded-full bg-edge" />
    <span className="min-w-0 wrap-anywhere">
      <bdi>{line.text}</bdi>
      {line.result !== undefined && (
        <>
          {' '}
          <span className="text-ink-3">→</span> <bdi>{line.result}</bdi>
        </>
      )}
      {line.quote !== undefined && line.quote !== '' && (
        <q dir="auto" className="block text-ink-2">
          {line.quote}
        </q>
      )}
    </span>
  </li>
)

interface CaseBriefProps {
  readonly row: Row<'cases'>
  /** What Tier 1 says, or is about to say. */
  readonly packet: BriefSource['packet']
}

/** What happened on a case, what was tried with its results, what was promised, and which clocks run: put together from its rows. */
export function CaseBriefBox({ row, packet }: CaseBriefProps) {
  const now = useNow()
  const brief = useCaseBrief(row, packet)
  return (
    <section aria-label={say('brief.title')} className="flex flex-col gap-2">
      {briefParts(brief, now).map(({ part, lines, none }) => (
        <div key={part} className="grid grid-cols-[7.5rem_1fr] gap-2">
          <h3 className="text-ink-3 wrap-anywhere">{say(`brief.${part}`)}</h3>
          {lines.length === 0 ? (
            <p className="text-ink-2">{none}</p>
          ) : (
            <ul>
              {lines.map((line) => (
                <Line key={`${line.text} ${line.result ?? ''} ${line.quote ?? ''}`} line={line} />
              ))}
            </ul>
          )}
        </div>
      ))}
      {!brief.isThreadRead && <p className="text-sm text-ink-3">{say('brief.no-thread')}</p>}
      <p className="text-sm text-ink-3">{say('brief.from')}</p>
    </section>
  )
}
