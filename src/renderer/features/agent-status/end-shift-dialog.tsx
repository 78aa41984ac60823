import { useRef } from 'react'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { endShift, shiftCases } from '#renderer/workspace/duty-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'

const mostShown = 8

const read = (workspace: Workspace) => {
  const { back, stay } = shiftCases(workspace)
  const claimed = back.filter(({ claim }) => claim !== null && claim !== undefined).length
  const drafts = back.filter(({ id }) => workspace.draft(id) !== undefined).length
  return { back, stay, claimed, drafts }
}

function BackList({ back }: { back: readonly Row<'cases'>[] }) {
  const shown = back.slice(0, mostShown)
  return (
    <ul aria-label={say('end-shift.list')} className="mt-2 divide-y divide-line-soft rounded-md border border-line">
      {shown.map((row) => (
        <li key={row.id} className="flex min-w-0 gap-3 px-2.5 py-1.5">
          <span className="shrink-0 text-ink-3 tabular-nums">{row.number}</span>
          <span className="w-36 shrink-0 truncate font-medium">
            <bdi>{row.partyName}</bdi>
          </span>
          <span className="min-w-0 truncate text-ink-2">
            <bdi>{row.subject}</bdi>
          </span>
        </li>
      ))}
      {back.length > shown.length && (
        <li className="px-2.5 py-1.5 text-ink-3">{say('end-shift.more', { n: back.length - shown.length })}</li>
      )}
    </ul>
  )
}

/** What becomes of my cases when I go, and going. */
export function EndShiftDialog() {
  const workspace = useWorkspace()
  const commands = useCommands()
  const { back, stay, claimed, drafts } = useRows(['cases', 'drafts', 'agents'], read)
  const main = useRef<HTMLButtonElement>(null)
  const close = (): void => useScreen.getState().show(null)
  const end = (): void => {
    const { desk } = commands.contextNow()
    close()
    if (tellOutcome(desk, endShift(workspace, back))) desk.tell(say('end-shift.done', { n: back.length }))
  }
  return (
    <Dialog
      title={say('end-shift.title')}
      description={say('end-shift.back', { n: back.length })}
      closeLabel={say('common.close')}
      onClose={close}
      initialFocus={main}
      footer={
        <>
          <Button onClick={close}>{say('common.cancel')}</Button>
          <Button ref={main} look="primary" onClick={end}>
            {say('end-shift.do')}
          </Button>
        </>
      }
    >
      {back.length > 0 && (
        <>
          <p className="text-ink-2">{say('end-shift.parts', { claimed, waiting: back.length - claimed })}</p>
          <BackList back={back} />
        </>
      )}
      {drafts > 0 && <p className="mt-2">{say('end-shift.drafts', { n: drafts })}</p>}
      {stay > 0 && <p className="mt-2 text-ink-2">{say('end-shift.stay', { n: stay })}</p>}
    </Dialog>
  )
}
