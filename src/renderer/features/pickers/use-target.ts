import { useState } from 'react'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow } from '#renderer/workspace/use-rows.ts'
import type { Row } from '#shared/tables.ts'

/** The case that was meant when the picker opened; it stays the same although the picker takes the focus out of the list. */
export function useTarget(): Row<'cases'> | undefined {
  const commands = useCommands()
  const [id] = useState(() => commands.contextNow().pointed?.id)
  return useRow('cases', id)
}

/** Closes whatever lies over the desk. */
export const closeOverlay = (): void => useScreen.getState().show(null)
