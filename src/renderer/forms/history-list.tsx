import { say, sayAt } from '#renderer/words/say.ts'

const mostShown = 8

interface HistoryEntry {
  readonly id: string
  readonly at: string
  readonly byName: string
  /** What was changed, each in words. */
  readonly lines: readonly string[]
}

/** Who changed what, the latest first. */
export function HistoryList({ entries }: { entries: readonly HistoryEntry[] }) {
  return (
    <section aria-label={say('routing.history')} className="mt-5 border-t border-line-soft pt-3">
      <h3 className="pb-1 font-medium">{say('routing.history')}</h3>
      {entries.length === 0 && <p className="text-sm text-ink-3">{say('routing.no-history')}</p>}
      <ol className="flex flex-col gap-1.5">
        {entries.slice(0, mostShown).map(({ id, at, byName, lines }) => (
          <li key={id} className="text-sm wrap-anywhere">
            <span className="text-ink-3">
              {sayAt(at)} · <bdi>{byName}</bdi>
            </span>
            <ul>
              {lines.map((line) => (
                <li key={line} dir="auto">
                  {line}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {entries.length > mostShown && (
        <p className="pt-1 text-sm text-ink-3">{say('routing.older', { n: entries.length - mostShown })}</p>
      )}
    </section>
  )
}
