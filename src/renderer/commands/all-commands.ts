import { askCommands } from './ask-commands.ts'
import { bulkCommands } from './bulk-commands.ts'
import { caseCommands } from './case-commands.ts'
import { conversationCommands } from './conversation-commands.ts'
import { contextCommands } from './context-commands.ts'
import type { Command, CommandGroup } from './define-command.ts'
import { deskCommands } from './desk-commands.ts'
import { disputeCommands } from './dispute-commands.ts'
import { dutyCommands } from './duty-commands.ts'
import { escalationCommands } from './escalation-commands.ts'
import { goCommands } from './go-commands.ts'
import { linkCommands } from './link-commands.ts'
import { listCommands } from './list-commands.ts'
import { partsCommands } from './parts-commands.ts'
import { sopCommands } from './sop-commands.ts'
import { sendCommands } from './send-commands.ts'
import { snoozeCommands } from './snooze-commands.ts'
import { updateCommands } from './update-commands.ts'
import { viewCommands } from './view-commands.ts'
import { writeCommands } from './write-commands.ts'

/** Every command there is: what the palette, the key sheet, the menu and `docs/keyboard.md` show. */
export const allCommands: readonly Command[] = [
  ...listCommands,
  ...bulkCommands,
  ...viewCommands,
  ...caseCommands,
  ...partsCommands,
  ...snoozeCommands,
  ...linkCommands,
  ...sopCommands,
  ...writeCommands,
  ...sendCommands,
  ...conversationCommands,
  ...escalationCommands,
  ...askCommands,
  ...disputeCommands,
  ...contextCommands,
  ...goCommands,
  ...dutyCommands,
  ...deskCommands,
  ...updateCommands,
]

const commandGroups: readonly CommandGroup[] = ['list', 'case', 'write', 'escalation', 'context', 'go', 'duty', 'desk']

/** Commands under their groups, in the order these are shown in; a group that has none of them is left out. */
export const inGroups = (
  commands: readonly Command[],
): { readonly group: CommandGroup; readonly commands: readonly Command[] }[] =>
  commandGroups
    .map((group) => ({ group, commands: commands.filter((command) => command.group === group) }))
    .filter((one) => one.commands.length > 0)

const byId = new Map(allCommands.map((command) => [command.id, command]))

/** A command by its id, e.g. from the application menu. */
export const commandById = (id: string): Command | undefined => byId.get(id)
