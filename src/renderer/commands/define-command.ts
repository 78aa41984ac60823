import type { Workspace } from '#renderer/workspace/workspace.ts'
import type { Screen, ScreenActions } from '#renderer/workspace/screen-store.ts'
import type { Row } from '#shared/tables.ts'
import type { WordKey } from '#renderer/words/say.ts'

/** What a command works on when it is given. */
export interface CommandContext {
  readonly workspace: Workspace
  readonly screen: Screen & ScreenActions
  /** The open case, as the agent sees it. */
  readonly open: Row<'cases'> | undefined
  /** The case that a list command means: the one under the cursor, else the open one. */
  readonly pointed: Row<'cases'> | undefined
  readonly now: number
}

/** Where a command belongs in the menu, the palette and the key sheet. */
export type CommandGroup = 'go' | 'list' | 'case' | 'write' | 'escalation' | 'desk'

/** One thing an agent can do, which feeds the menu, the palette, the key sheet, tooltips and `docs/keyboard.md` alike. */
export interface Command {
  readonly id: string
  readonly group: CommandGroup
  readonly title: WordKey
  /** Keys in tinykeys' notation (`j`, `Shift+E`, `g q`, `$mod+k`); by preset where presets differ. */
  readonly keys: readonly string[]
  /** Also while a text is being written: only for combinations that write nothing. */
  readonly isForEditors?: boolean
  /** Why it cannot be done now, as words, or null where it can. */
  readonly unavailable: (context: CommandContext) => WordKey | null
  readonly run: (context: CommandContext) => void
}

/** Declares a command. */
export const defineCommand = (command: Command): Command => command
