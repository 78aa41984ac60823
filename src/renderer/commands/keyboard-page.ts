import { say } from '#renderer/words/say.ts'
import { allCommands, commandGroups } from './all-commands.ts'
import { keyLabel, keysOf } from './command-keys.ts'
import type { Command } from './define-command.ts'

const presets = ['default', 'zendesk', 'no-single-keys'] as const

// A backtick as a key has to be fenced by more of them; no command uses one.
const cell = (keys: readonly string[]): string => keys.map((key) => `\`${keyLabel(key)}\``).join(', ') || '–'

const row = (command: Command): string =>
  `| ${[say(command.title), ...presets.map((preset) => cell(keysOf(command, preset)))].join(' | ')} |`

/** `docs/keyboard.md`: every command and its keys under each preset, as Markdown. */
export function keyboardPage(): string {
  const head = `| | ${presets.map((preset) => say(`preset.${preset}`)).join(' | ')} |\n| --- | --- | --- | --- |`
  const groups = commandGroups.map((group) => {
    const rows = allCommands.filter((command) => command.group === group).map(row)
    return `## ${say(`group.${group}`)}\n\n${head}\n${rows.join('\n')}\n`
  })
  return `# Keyboard\n\n${say('keys.page-intro')}\n\n${groups.join('\n')}`
}
