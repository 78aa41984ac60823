import { createContext, useContext } from 'react'
import { type KeySettings, useSettings } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'
import { commandById } from './all-commands.ts'
import { firstKeyLabel } from './command-keys.ts'
import type { Command, CommandContext } from './define-command.ts'

/** How features give commands. */
export interface Commands {
  /** What a command given at this moment would work on. */
  contextNow(): CommandContext
  /** Runs the command, or says why it cannot be done now. */
  run(command: Command, context?: CommandContext): void
  /** Ids of the commands used last, the latest first. */
  recent(): readonly string[]
}

/** Given by the desk. */
export const CommandsContext = createContext<Commands | null>(null)

/** How to give commands. Only inside the desk: throws elsewhere, which is a programming error. */
export function useCommands(): Commands {
  const commands = useContext(CommandsContext)
  if (commands === null) throw new Error('useCommands outside of the desk')
  return commands
}

/** Whether keys are printed as on a Mac. */
export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

const labelOf = (id: string, keys: KeySettings): string | undefined => {
  const command = commandById(id)
  return command === undefined ? undefined : firstKeyLabel(command, keys, isMac)
}

/** The keys that lead to some commands as printed: each one's first, or that of the palette, where every command is. */
export function useKeysTo<Name extends string>(ids: { readonly [N in Name]: string }): {
  readonly [N in Name]: string
} {
  const keys = useSettings((settings) => settings.keys)
  const named = Object.entries<string>(ids).map(([name, id]) => [
    name,
    labelOf(id, keys) ?? labelOf('palette.open', keys) ?? say('commands.palette'),
  ])
  return Object.fromEntries(named) as { readonly [N in Name]: string }
}

/** The first key of a command as printed, as the agent has set it; undefined where it has none. */
export function useKeyLabel(id: string): string | undefined {
  const keys = useSettings((settings) => settings.keys)
  return labelOf(id, keys)
}
