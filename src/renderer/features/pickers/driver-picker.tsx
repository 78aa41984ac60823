import { useMemo } from 'react'
import { driverGroups } from '#shared/domain/contact-driver.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { say } from '#renderer/words/say.ts'
import { setDriver } from '#renderer/workspace/form-actions.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { useChange } from './use-change.ts'
import { closeOverlay, useTarget } from './use-target.ts'

const readDrivers = (workspace: Workspace) => workspace.all('drivers')

/** Says why the party got in touch. */
export function DriverPicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const change = useChange(row?.id)
  const drivers = useRows(['drivers'], readDrivers)
  const now = row?.driverId ?? null
  const items = useMemo(
    (): PickItem[] =>
      driverGroups(drivers).flatMap(({ heading, drivers: below }) =>
        below.map(({ id, name }) => ({
          id,
          label: name,
          group: heading.name,
          search: heading.name,
          detail: id === now ? say('picker.now') : undefined,
        })),
      ),
    [drivers, now],
  )
  if (row === undefined) return null
  const { id: caseId, number } = row
  const pick = ({ id, label }: PickItem): void =>
    change(
      () => setDriver(workspace, caseId, id),
      say('commands.driver-set', { number, driver: label }),
      () => setDriver(workspace, caseId, now),
    )
  return (
    <PickerDialog
      title={say('picker.driver', { number })}
      placeholder={say('picker.driver-placeholder', { number })}
      items={items}
      emptyText={say(items.length === 0 ? 'picker.no-drivers' : 'common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={pick}
      onClose={closeOverlay}
    />
  )
}
