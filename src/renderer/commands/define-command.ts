import type { ContextTab, Screen, ScreenActions } from '#renderer/workspace/screen-store.ts'
import type { KeyPreset } from '#renderer/workspace/settings-store.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import type { WordKey } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'

/** What a command may ask of the window around it, given by `app.tsx`. */
export interface Desk {
  /** Says something in passing; with `undo` it can be taken back from there. */
  tell(words: string, how?: { tone?: 'plain' | 'bad'; undo?: () => void }): void
  /** Brings the context beside the case into view where the window is too narrow to show it always. */
  reveal(tab: ContextTab): void
  /** Locks the desk: its PIN opens it again, or a sign-in. */
  lock(): void
  signOut(): void
  /** Whether the site lets its agents open the desk with a PIN. */
  readonly mayPin: boolean
}

/** What a command works on when it is given. */
export interface CommandContext {
  readonly workspace: Workspace
  readonly screen: Screen & ScreenActions
  readonly desk: Desk
  /** The open case, as the agent sees it. */
  readonly open: Row<'cases'> | undefined
  /** The case that is meant: the one under the cursor while the keys are in the list, else the open one. */
  readonly pointed: Row<'cases'> | undefined
  /** The cases that are selected in the list, while the keys are there; empty elsewhere: whoever writes means the open case. */
  readonly selected: ReadonlySet<string>
}

/** Where a command belongs in the palette and the key sheet. */
export type CommandGroup = 'go' | 'list' | 'case' | 'write' | 'escalation' | 'context' | 'duty' | 'desk'

/** One thing an agent can do, which feeds the menu, the palette, the key sheet, tooltips and `docs/keyboard.md` alike. */
export interface Command {
  readonly id: string
  readonly group: CommandGroup
  readonly title: WordKey
  /** Keys in tinykeys' notation (`j`, `Shift+E`, `g q`, `$mod+k`). */
  readonly keys: readonly string[]
  /** Keys that a preset has besides those that it keeps of `keys`. */
  readonly presetKeys?: { readonly [P in Exclude<KeyPreset, 'default'>]?: readonly string[] }
  /** Also while a text is being written. Only combinations with Ctrl, Alt or Cmd, and Esc, work there: single keys write letters. */
  readonly isForEditors?: boolean
  /** Also while something lies over the desk. */
  readonly isForCovered?: boolean
  /** Holding the key down repeats it. */
  readonly isRepeatable?: boolean
  /** Why it cannot be done now, as words, or null where it can. */
  readonly unavailable: (context: CommandContext) => WordKey | null
  readonly run: (context: CommandContext) => void
}

/** Declares a command. */
export const defineCommand = (command: Command): Command => command

/** For the sets without single keys: Alt+Shift with the letter that the command has alone in the other one. */
export function withAltShift(letter: string): Exclude<Command['presetKeys'], undefined> {
  const keys = [`Alt+Shift+Key${letter.toUpperCase()}`]
  return { zendesk: keys, 'no-single-keys': keys }
}

/** For commands that can always be given. */
export const always = (): null => null
