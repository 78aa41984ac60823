import { X } from 'lucide-react'
import type { ChecklistItem } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import { removeChecks, tickChecks } from '#renderer/workspace/form-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { Part } from './part.tsx'

const doneWords = ({ done }: ChecklistItem): string | null => {
  if (done === null) return null
  const values = { by: done.byName, at: sayAt(done.at) }
  return say(done.isLeftOut === true ? 'details.left-out-by' : 'details.done-by', values)
}

/** What is to be done on a case before it is solved; each can be ticked here. */
export function Checklist({ row, mayChange }: { row: Row<'cases'>; mayChange: boolean }) {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const addKey = useKeyLabel('case.checks')
  const items = row.checklist ?? []
  const done = items.filter((item) => item.done !== null).length
  const tick = (item: ChecklistItem): void => {
    tellOutcome({ tell: notify }, tickChecks(workspace, row.id, [item.id], item.done === null ? 'done' : 'open'))
  }
  return (
    <Part
      title={items.length === 0 ? say('details.checklist') : say('details.checklist-count', { done, n: items.length })}
      action={
        mayChange && (
          <Button size="sm" keys={addKey} onClick={() => show('checks')}>
            {say('details.add')}
          </Button>
        )
      }
    >
      {items.length === 0 ? (
        <p className="text-ink-2">{say('details.no-checks')}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {items.map((item) => (
            <li key={item.id} className="group flex items-start gap-1">
              <label className="flex min-w-0 flex-1 items-start gap-2">
                <input
                  type="checkbox"
                  className="mt-1 accent-accent"
                  disabled={!mayChange}
                  checked={item.done !== null}
                  onChange={() => tick(item)}
                />
                <span className="min-w-0">
                  <span dir="auto" className="block wrap-anywhere">
                    {item.text}
                  </span>
                  {item.done !== null && <span className="block text-xs text-ink-3">{doneWords(item)}</span>}
                </span>
              </label>
              {mayChange && (
                <IconButton
                  size="sm"
                  label={say('details.remove-check', { text: item.text })}
                  onClick={() => tellOutcome({ tell: notify }, removeChecks(workspace, row.id, [item.id]))}
                >
                  <X size={13} aria-hidden />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}
