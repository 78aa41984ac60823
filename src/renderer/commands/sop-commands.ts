import { runsOn, sopRights } from '#renderer/workspace/sop-work.ts'
import { type Command, type CommandContext, defineCommand } from './define-command.ts'

/** The SOP that is worked through on the open case, else the one that is open and has steps. */
function stepsAt({ workspace, screen, open }: CommandContext): string | null {
  const running = open === undefined ? undefined : runsOn(workspace, open.id).find(({ state }) => state === 'running')
  if (running !== undefined && workspace.get('sops', running.sopId) !== undefined) return running.sopId
  const sop = screen.sopId === null ? undefined : workspace.get('sops', screen.sopId)
  return sop === undefined || (sop.steps ?? []).length === 0 ? null : sop.id
}

/** Commands about SOPs. */
export const sopCommands: readonly Command[] = [
  defineCommand({
    id: 'sop.steps',
    group: 'case',
    title: 'commands.sop-steps',
    keys: ['Alt+KeyS'],
    isForEditors: true,
    unavailable: (context) => (stepsAt(context) === null ? 'commands.no-sop-open' : null),
    run: (context) => {
      const sopId = stepsAt(context)
      if (sopId === null) return
      context.screen.showSop(sopId, 'steps')
      context.desk.reveal('sop')
      context.screen.focusOn('sop-steps')
    },
  }),
  defineCommand({
    id: 'sop.editor',
    group: 'desk',
    title: 'commands.sop-editor',
    keys: ['g p'],
    unavailable: ({ workspace }) => (sopRights(workspace).writeSop() ? null : 'refused.not-allowed'),
    run: ({ screen }) => screen.show('sop-editor'),
  }),
]
