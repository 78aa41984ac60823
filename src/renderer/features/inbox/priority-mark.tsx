import type { Priority } from '#shared/domain/case.ts'
import { say } from '#renderer/words/say.ts'

const bars: { readonly [P in Exclude<Priority, 'urgent'>]: number } = { low: 1, normal: 2, high: 3 }
const places = [0, 1, 2]

/** How urgent a case is, by shape as well as by colour: one to three bars, or a filled mark. Read out where it is more than normal. */
export function PriorityMark({ priority }: { priority: Priority }) {
  const words = say('list.priority', { priority: say(`priority.${priority}`) })
  const isLoud = priority === 'urgent' || priority === 'high'
  return (
    <span title={words} className="flex size-4 shrink-0 items-center justify-center">
      {isLoud && <span className="sr-only">{words}</span>}
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden>
        {priority === 'urgent' ? (
          <>
            <rect x="0.5" y="0.5" width="13" height="13" rx="3.5" fill="var(--urgent)" />
            <path d="M7 3.6v4" stroke="var(--pane)" strokeWidth="1.9" strokeLinecap="round" />
            <circle cx="7" cy="10.3" r="1.05" fill="var(--pane)" />
          </>
        ) : (
          places.map((place) => (
            <rect
              key={place}
              x={1 + place * 4.5}
              y={9 - place * 3}
              width="3"
              height={4 + place * 3}
              rx="1"
              fill={place < bars[priority] ? (priority === 'high' ? 'var(--high)' : 'var(--edge)') : 'var(--line)'}
            />
          ))
        )}
      </svg>
    </span>
  )
}
