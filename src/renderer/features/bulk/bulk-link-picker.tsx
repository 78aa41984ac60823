import { useState } from 'react'
import { stepOnSelected } from '#renderer/commands/bulk-commands.ts'
import { findCases } from '#renderer/commands/shown-cases.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { linkStep } from '#renderer/workspace/incident-steps.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { apart, say } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'

const mostFound = 30

const itemOf = ({ id, number, partyName, subject, status }: Row<'cases'>): PickItem => ({
  id,
  label: `${number} ${apart(partyName)}`,
  detail: `${apart(subject)} · ${say(`status.${status}`)}`,
})

/** Links every selected case with one: the case by which an incident goes, as a rule one of them. */
export function BulkLinkPicker() {
  const workspace = useWorkspace()
  const commands = useCommands()
  // The picker takes the focus out of the list, and with it the selection's meaning.
  const [context] = useState(() => commands.contextNow())
  const close = (): void => useScreen.getState().show(null)
  const { selected } = context
  const items = (query: string): readonly PickItem[] =>
    query.trim() === ''
      ? [...selected].slice(0, mostFound).flatMap((id) => {
          const row = workspace.get('cases', id)
          return row === undefined ? [] : [itemOf(row)]
        })
      : findCases(workspace, query, mostFound).map(itemOf)
  const title = say('bulk.title-link', { n: selected.size })
  return (
    <PickerDialog
      title={title}
      placeholder={say('bulk.link-placeholder')}
      items={items}
      emptyText={say('picker.no-other-case')}
      footer={say('picker.hint')}
      onPick={({ id }) => {
        const lead = workspace.get('cases', id)
        close()
        if (lead === undefined) return
        const others = new Set([...selected].filter((one) => one !== id))
        stepOnSelected({ ...context, selected: others }, linkStep(workspace, lead))
      }}
      onClose={close}
    />
  )
}
