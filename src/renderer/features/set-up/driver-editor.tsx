import { type ReactNode, useState } from 'react'
import type { ContactDriver } from '#shared/domain/contact-driver.ts'
import { newId } from '#shared/new-id.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { saveDriver } from '#renderer/workspace/set-up-actions.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

const inOrder = (a: ContactDriver, b: ContactDriver): number => a.position - b.position || a.name.localeCompare(b.name)
const readDrivers = (workspace: Workspace) => workspace.all('drivers').sort(inOrder)

interface DriverEditorProps {
  readonly head: ReactNode
  readonly onClose: () => void
}

/** The contact drivers of the workspace. Each change is saved by itself; one out of use stays on the cases that have it. */
export function DriverEditor({ head, onClose }: DriverEditorProps) {
  const drivers = useRows(['drivers'], readDrivers)
  const headings = drivers.filter(({ parentId }) => parentId === null)
  return (
    <Dialog
      size="lg"
      title={say('set-up.title')}
      description={say('set-up.text')}
      closeLabel={say('common.close')}
      onClose={onClose}
      footer={<Button onClick={onClose}>{say('common.close')}</Button>}
    >
      <div className="flex flex-col gap-4">
        {head}
        {headings.map((heading) => (
          <section key={heading.id} aria-label={heading.name} className="rounded-lg border border-line px-3 py-2">
            <DriverLine key={`${heading.id} ${heading.name}`} driver={heading} isHeading />
            <div className="mt-1 flex flex-col gap-1 pl-4">
              {drivers
                .filter(({ parentId }) => parentId === heading.id)
                .map((driver) => (
                  <DriverLine key={`${driver.id} ${driver.name}`} driver={driver} />
                ))}
              <AddDriver parentId={heading.id} label={say('set-up.add-driver', { heading: heading.name })} />
            </div>
          </section>
        ))}
        <AddDriver parentId={null} label={say('set-up.add-heading')} />
      </div>
    </Dialog>
  )
}

/** One driver: its name, kept when the field is left or on Enter, and whether it can be chosen. Give it its name as part of `key`. */
function DriverLine({ driver, isHeading = false }: { driver: ContactDriver; isHeading?: boolean }) {
  const workspace = useWorkspace()
  const [name, setName] = useState(driver.name)
  const save = (set: Partial<ContactDriver>): void => {
    tellOutcome({ tell: notify }, saveDriver(workspace, { ...driver, ...set }))
  }
  const keep = (): void => {
    if (name.trim() === '') setName(driver.name)
    else if (name.trim() !== driver.name) save({ name: name.trim() })
  }
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <TextField
        aria-label={say('set-up.driver-name', { name: driver.name })}
        dir="auto"
        maxLength={120}
        className={isHeading ? 'font-medium' : ''}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onBlur={keep}
      />
      <Button size="sm" aria-pressed={!driver.active} onClick={() => save({ active: !driver.active })}>
        {say(driver.active ? 'set-up.switch-off' : 'set-up.switch-on')}
      </Button>
    </form>
  )
}

function AddDriver({ parentId, label }: { parentId: string | null; label: string }) {
  const workspace = useWorkspace()
  const [name, setName] = useState('')
  const add = (): void => {
    if (name.trim() === '') return
    const siblings = workspace.all('drivers').filter((driver) => driver.parentId === parentId)
    const position = Math.max(-1, ...siblings.map((driver) => driver.position)) + 1
    const driver = { id: newId(), name: name.trim(), parentId, position, active: true }
    if (tellOutcome({ tell: notify }, saveDriver(workspace, driver))) setName('')
  }
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <TextField
        aria-label={label}
        placeholder={label}
        dir="auto"
        maxLength={120}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button size="sm" disabled={name.trim() === ''} onClick={add}>
        {say('set-up.add')}
      </Button>
    </form>
  )
}
