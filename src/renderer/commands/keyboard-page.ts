import { say } from '#renderer/words/say.ts'
import { keyPresets } from '#renderer/workspace/settings-store.ts'
import { allCommands, inGroups } from './all-commands.ts'
import { keyLabel, presetKeysOf } from './command-keys.ts'
import type { Command } from './define-command.ts'

// A backtick as a key has to be fenced by more of them; no command uses one.
const cell = (keys: readonly string[]): string => keys.map((key) => `\`${keyLabel(key)}\``).join(', ') || '–'

const row = (command: Command): string =>
  `| ${[say(command.title), ...keyPresets.map((preset) => cell(presetKeysOf(command, preset)))].join(' | ')} |`

/** `docs/keyboard.md`: every command and its keys under each preset, as Markdown. */
export function keyboardPage(): string {
  const head = `| | ${keyPresets.map((preset) => say(`preset.${preset}`)).join(' | ')} |\n| --- | --- | --- | --- |`
  const groups = inGroups(allCommands).map(
    ({ group, commands }) => `## ${say(`group.${group}`)}\n\n${head}\n${commands.map(row).join('\n')}\n`,
  )
  return `# Keyboard\n\n${say('keys.page-intro')}\n\n${say('keys.in-thread')}\n\n${groups.join('\n')}`
}
