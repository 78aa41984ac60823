import { X } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { announce } from '#renderer/ui/toast-store.ts'
import type { BulkRun } from '#renderer/workspace/bulk-run.ts'
import { canUndoBulk, forgetBulk, undoBulk, useBulk } from '#renderer/workspace/bulk-store.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say, sayCount } from '#renderer/words/say.ts'

function progressWords({ title, isUndo, total, progress }: BulkRun): string {
  const values = { title, done: sayCount(progress.at), total: sayCount(total) }
  return say(isUndo ? 'bulk.undoing' : 'bulk.progress', values)
}

function overWords(run: BulkRun, refused: number): string {
  const n = run.done.length - (refused - run.refused.length)
  const done = say(run.isUndo ? 'bulk.over-undo' : 'bulk.over', { title: run.title, n })
  const words = refused === 0 ? done : say('bulk.over-refused', { words: done, m: sayCount(refused) })
  return run.progress.isCancelled ? say('bulk.over-stopped', { words }) : words
}

function Running({ run }: { run: BulkRun }) {
  const words = progressWords(run)
  return (
    <>
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-sm tabular-nums">{words}</span>
        <Button size="sm" onClick={() => run.cancel()}>
          {say('bulk.stop')}
        </Button>
      </div>
      <ProgressBar label={say('bulk.label')} done={run.progress.at} total={run.total} text={words} />
    </>
  )
}

function Over({ run }: { run: BulkRun }) {
  const workspace = useWorkspace()
  const read = useCallback(() => run.refusals().length, [run])
  const refused = useRows(['outbox'], read)
  const words = overWords(run, refused)
  const reportKeys = useKeyLabel('bulk.report')
  const undoKeys = useKeyLabel('bulk.undo')
  useEffect(() => announce(words), [words])
  return (
    <>
      <div className="flex items-center gap-2">
        <span title={words} className="min-w-0 flex-1 truncate text-sm tabular-nums">
          {words}
        </span>
        <button
          type="button"
          aria-label={say('bulk.dismiss')}
          onClick={forgetBulk}
          className="-mr-1 flex size-6 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
        >
          <X size={14} aria-hidden />
        </button>
      </div>
      <div className="-ml-2 flex flex-wrap items-center gap-x-1">
        <Button size="sm" look="quiet" keys={reportKeys} onClick={() => useScreen.getState().show('bulk-report')}>
          {say('bulk.report')}
        </Button>
        {canUndoBulk() && (
          <Button size="sm" look="quiet" keys={undoKeys} onClick={() => undoBulk(workspace)}>
            {say('common.undo')}
          </Button>
        )}
      </div>
    </>
  )
}

/** How far the bulk that runs has come, or what became of the last one. */
export function BulkLine() {
  const run = useBulk((bulk) => bulk.run)
  // Drawn anew with every slice.
  useBulk((bulk) => bulk.version)
  if (run === null) return null
  return (
    <div className="flex shrink-0 flex-col gap-1 border-b border-line bg-raise px-3 py-1.5">
      {run.progress.isOver ? <Over run={run} /> : <Running run={run} />}
    </div>
  )
}
