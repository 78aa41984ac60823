import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { say, sayAt } from '#renderer/words/say.ts'
import { DoneStep } from './done-step.tsx'

/** How an SOP was worked through on a case, step after step as it was then. Arrows go back and forth. */
export function RunReplay({ run }: { readonly run: Row<'sopRuns'> }) {
  const [at, setAt] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const { done, steps } = run
  const go = (to: number): void => setAt(Math.max(0, Math.min(done.length, to)))
  const begin = (): void => {
    go(1)
    // The button that was pressed goes away: the arrows are meant from here on.
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (move === 0 || at === null) return
    event.preventDefault()
    go(at + move)
  }
  const words = { title: run.title, version: run.version, name: run.startedBy.name, at: sayAt(run.startedAt) }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrows work on its buttons, whichever has the focus
    <div className="rounded-md border border-line px-3 py-2" onKeyDown={onKeyDown} ref={box} tabIndex={-1}>
      <p dir="auto" className="wrap-anywhere">
        {say(`sop.run-${run.state}`, words)}
      </p>
      {run.why !== undefined && (
        <p dir="auto" className="text-sm text-ink-2 wrap-anywhere">
          {run.why}
        </p>
      )}
      {at === null ? (
        <Button size="sm" className="mt-1.5" onClick={begin}>
          {say('sop.replay')}
        </Button>
      ) : (
        <>
          <p className="mt-1.5 flex items-center gap-1">
            <IconButton label={say('sop.replay-back')} disabled={at === 0} onClick={() => go(at - 1)}>
              <ChevronLeft size={15} aria-hidden />
            </IconButton>
            <output className="text-sm text-ink-2">{say('sop.replay-at', { at, n: done.length })}</output>
            <IconButton label={say('sop.replay-on')} disabled={at === done.length} onClick={() => go(at + 1)}>
              <ChevronRight size={15} aria-hidden />
            </IconButton>
          </p>
          <ol>
            {done.slice(0, at).map((one) => (
              <DoneStep key={one.key} done={one} step={steps.find(({ key }) => key === one.key)} />
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
