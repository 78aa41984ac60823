import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { say } from '#renderer/words/say.ts'
import { setForm } from '#renderer/workspace/form-actions.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { useChange } from './use-change.ts'
import { closeOverlay, useTarget } from './use-target.ts'

/** Stands for the form of the queue. */
const ofQueue = 'queue'

const readForms = (workspace: Workspace) =>
  workspace
    .all('forms')
    .filter(({ active }) => active)
    .sort((a, b) => a.name.localeCompare(b.name))

/** Gives a case another form than that of its queue, or that one again. */
export function FormPicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const change = useChange(row?.id)
  const forms = useRows(['forms'], readForms)
  if (row === undefined) return null
  const { id: caseId, number } = row
  const now = row.formId ?? null
  const nowWords = (id: string | null): string | undefined => (id === now ? say('picker.now') : undefined)
  return (
    <PickerDialog
      title={say('picker.form', { number })}
      placeholder={say('picker.form-placeholder', { number })}
      items={[
        { id: ofQueue, label: say('picker.form-of-queue'), detail: nowWords(null) },
        ...forms.map(({ id, name }) => ({ id, label: name, detail: nowWords(id) })),
      ]}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={({ id }) =>
        change(
          () => setForm(workspace, caseId, id === ofQueue ? null : id),
          say('commands.form-set', { number }),
          () => setForm(workspace, caseId, now),
        )
      }
      onClose={closeOverlay}
    />
  )
}
