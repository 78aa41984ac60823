import { useCallback, useRef } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import type { BulkRun } from '#renderer/workspace/bulk-run.ts'
import { canUndoBulk, undoBulk, useBulk } from '#renderer/workspace/bulk-store.ts'
import { copyText } from '#renderer/workspace/copy-text.ts'
import { type SaveFile, useSaveFile } from '#renderer/workspace/save-file.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { type RefusedGroup, refusedGroups, reportCsv, waitingOf } from './report-groups.ts'

/** Cases of a group that are named; the rest is in the export. */
const mostNamed = 50

const close = (): void => useScreen.getState().show(null)

function copy(run: BulkRun): void {
  copyText(reportCsv(run)).then(
    (how) => notify(say(how === 'copied' ? 'report.copied' : 'policy.no-copying')),
    () => notify(say('report.copy-failed'), { tone: 'bad' }),
  )
}

function save(run: BulkRun, saveFile: SaveFile): void {
  // With the mark of UTF-8, without which table programs read Thai and Chinese as noise.
  const file = new Blob(['\uFEFF', reportCsv(run)], { type: 'text/csv;charset=utf-8' })
  void saveFile(`tierdesk-bulk-${new Date().toISOString().slice(0, 16).replaceAll(':', '')}.csv`, file)
}

function Group({ group }: { group: RefusedGroup }) {
  const { openCase } = useScreen.getState()
  const hidden = group.cases.length - mostNamed
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-medium">{say('report.refused', { n: group.cases.length, reason: group.words })}</h3>
      <ul className="flex flex-col">
        {group.cases.slice(0, mostNamed).map(({ caseId, number, subject }) => (
          <li key={caseId} className="flex min-w-0 items-baseline gap-2 border-b border-line-soft py-1">
            <button
              type="button"
              className="shrink-0 text-accent tabular-nums hover:underline"
              onClick={() => {
                close()
                openCase(caseId)
              }}
            >
              {number}
            </button>
            <span dir="auto" className="min-w-0 truncate text-ink-2">
              {subject}
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="text-sm text-ink-3">{say('report.more', { n: hidden })}</p>}
    </section>
  )
}

/** What became of each case of the last bulk: done, waiting to be sent, refused and why. */
export function BulkReport() {
  const workspace = useWorkspace()
  const saveFile = useSaveFile()
  const exportButton = useRef<HTMLButtonElement>(null)
  const run = useBulk((bulk) => bulk.run)
  const version = useBulk((bulk) => bulk.version)
  const read = useCallback(
    (of: Workspace) =>
      run === null
        ? null
        : { version, refused: run.refusals(), waiting: waitingOf(of, run), done: run.done.length, at: run.progress.at },
    [run, version],
  )
  const report = useRows(['outbox'], read)
  if (run === null || report === null) return null
  const groups = refusedGroups(report.refused)
  const left = run.progress.isCancelled ? run.total - report.at : 0
  const staying = run.done.filter(({ stays }) => stays !== null).length
  const later = report.refused.length - run.refused.length
  return (
    <Dialog
      title={say('report.title')}
      description={run.title}
      onClose={close}
      closeLabel={say('common.close')}
      size="lg"
      // Not the one that takes everything back.
      initialFocus={exportButton}
      footer={
        <>
          {canUndoBulk() && (
            <Button
              onClick={() => {
                close()
                undoBulk(workspace)
              }}
            >
              {say('report.undo')}
            </Button>
          )}
          <span className="flex-1" />
          <Button onClick={() => copy(run)}>{say('report.copy')}</Button>
          <Button ref={exportButton} look="primary" onClick={() => save(run, saveFile)}>
            {say('report.export')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-0.5">
          <p>{say('report.done', { n: report.done - later })}</p>
          {report.waiting > 0 && <p className="text-ink-2">{say('report.waiting', { n: report.waiting })}</p>}
          {staying > 0 && <p className="text-ink-2">{say('report.wrote-stays', { n: staying })}</p>}
          {left > 0 && <p className="text-ink-2">{say('report.left', { n: left })}</p>}
          {groups.length === 0 && <p className="text-ink-2">{say('report.all-well')}</p>}
        </div>
        {groups.map((group) => (
          <Group key={group.words} group={group} />
        ))}
      </div>
    </Dialog>
  )
}
