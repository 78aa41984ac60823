import { ArrowLeftRight, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { clsx } from 'clsx'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { say } from '#renderer/words/say.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow } from '#renderer/workspace/use-rows.ts'
import { ComparedFacts } from './compared-facts.tsx'

interface ComparePaneProps {
  /** The case in front. */
  readonly children: ReactNode
  /** The thread of the other one, to be read only. */
  readonly other: (row: Row<'cases'>) => ReactNode
}

/** The case in front, and beside it another one to look at. Where there is no room for both, they take turns. */
export function ComparePane({ children, other }: ComparePaneProps) {
  const front = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const comparedId = useScreen((screen) => screen.comparedId)
  const compared = useRow('cases', comparedId)
  // The other one is what was asked for, so it is looked at first.
  const [turnedBack, setTurnedBack] = useState<string | null>(null)
  const isOn = front !== undefined && compared !== undefined && front.id !== compared.id
  const isTurned = turnedBack !== comparedId
  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      {isOn && (
        <Switch
          front={front}
          compared={compared}
          isTurned={isTurned}
          onTurn={() => setTurnedBack(isTurned ? comparedId : null)}
        />
      )}
      <div className="flex min-h-0 flex-1">
        <div className={clsx('flex min-h-0 min-w-0 flex-1 flex-col', isOn && isTurned && 'hidden @3xl:flex')}>
          {children}
        </div>
        {isOn && (
          <Compared front={front} row={compared} isTurned={isTurned}>
            {other(compared)}
          </Compared>
        )}
      </div>
    </div>
  )
}

interface SwitchProps {
  readonly front: Row<'cases'>
  readonly compared: Row<'cases'>
  readonly isTurned: boolean
  readonly onTurn: () => void
}

/** For narrow windows: which of the two is looked at. */
function Switch({ front, compared, isTurned, onTurn }: SwitchProps) {
  return (
    <div className="flex shrink-0 items-center gap-2 border-b border-line bg-pane px-3 py-1.5 @3xl:hidden">
      <Button size="sm" icon={<ArrowLeftRight size={13} aria-hidden />} onClick={onTurn}>
        {say('compare.show', { number: isTurned ? front.number : compared.number })}
      </Button>
    </div>
  )
}

interface ComparedProps {
  readonly front: Row<'cases'>
  readonly row: Row<'cases'>
  readonly isTurned: boolean
  readonly children: ReactNode
}

function Compared({ front, row, isTurned, children }: ComparedProps) {
  const compareWith = useScreen((screen) => screen.compareWith)
  const openCase = useScreen((screen) => screen.openCase)
  const endKey = useKeyLabel('case.end-compare')
  return (
    <section
      aria-label={say('compare.label', { number: row.number })}
      className={clsx(
        'min-h-0 min-w-0 flex-1 flex-col border-l border-line bg-bg @3xl:flex',
        isTurned ? 'flex' : 'hidden',
      )}
    >
      <header className="shrink-0 border-b border-line px-4 pt-3 pb-2.5">
        <div className="mb-1 flex items-start gap-2">
          <h2 dir="auto" className="line-clamp-2 min-w-0 flex-1 font-semibold wrap-anywhere">
            {row.number} · {row.subject === '' ? say('case.no-subject') : row.subject}
          </h2>
          <Button size="sm" onClick={() => openCase(row.id)}>
            {say('compare.open')}
          </Button>
          <IconButton size="sm" label={say('compare.end')} keys={endKey} onClick={() => compareWith(null)}>
            <X size={14} aria-hidden />
          </IconButton>
        </div>
        <ComparedFacts front={front} row={row} />
      </header>
      {children}
    </section>
  )
}
