import type { CaseStatus } from '#shared/domain/case.ts'
import { assign, claimCase, releaseCase, setStatus } from '#renderer/workspace/case-actions.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import type { Overlay } from '#renderer/workspace/screen-store.ts'
import { asksFirst } from '#renderer/workspace/solve-request.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import { assignStep, statusStep } from '#renderer/workspace/bulk-steps.ts'
import { stepOnSelected } from './bulk-commands.ts'
import { cannotChange, cannotChangeAny, cannotChooseAny } from './case-rights.ts'
import { type Command, type CommandContext, defineCommand, withAltShift } from './define-command.ts'
import { neighbourOf, shownCases } from './shown-cases.ts'
import { tellOutcome } from './tell-outcome.ts'

type SettableStatus = Exclude<CaseStatus, 'new'>

const opens = (overlay: Overlay, title: WordKey, key: string, unavailable = cannotChangeAny): Command =>
  defineCommand({
    id: `case.${overlay}`,
    group: 'case',
    title,
    keys: [key],
    presetKeys: withAltShift(key),
    unavailable,
    run: ({ screen }) => screen.show(overlay),
  })

/** Sets the status, asks before what is missing for it, and offers the way back. `after`: once it is set. A new case goes back to open: nothing makes a case new again. */
function changeStatus(context: CommandContext, status: SettableStatus, after: () => void = () => undefined): void {
  const { workspace, desk, pointed } = context
  if (stepOnSelected(context, statusStep(workspace, status)) || pointed === undefined) return
  const before = pointed.status === 'new' ? 'open' : pointed.status
  const change = (): void => {
    const named = setStatus(workspace, pointed.id, status)
    if (asksFirst(named, pointed.id, change) || !tellOutcome(desk, named)) return
    desk.tell(say('commands.status-set', { number: pointed.number, status: say(`status.${status}`) }), {
      undo: () => tellOutcome(desk, setStatus(workspace, pointed.id, before)),
    })
    after()
  }
  change()
}

function resolveAndGoOn(context: CommandContext): void {
  const { workspace, screen, pointed } = context
  if (stepOnSelected(context, statusStep(workspace, 'solved')) || pointed === undefined) return
  // Which case comes next is settled first: once this one is solved it is no longer in the list.
  const next = neighbourOf(shownCases(workspace, screen.view, screen.search), pointed.id)
  const wasOpen = screen.caseId === pointed.id
  changeStatus(context, 'solved', () => {
    if (wasOpen) screen.closeCase(pointed.id)
    if (next === undefined || next.id === pointed.id) return
    if (wasOpen) screen.openCase(next.id)
    else screen.pointAt(next.id)
  })
}

const sets = (status: SettableStatus, title: WordKey, code: string): Command =>
  defineCommand({
    id: `case.set-${status}`,
    group: 'case',
    title,
    keys: [`Control+Alt+${code}`],
    isForEditors: true,
    unavailable: cannotChangeAny,
    run: (context) => changeStatus(context, status),
  })

/** Commands that change the case that is meant. */
export const caseCommands: readonly Command[] = [
  defineCommand({
    id: 'case.resolve-next',
    group: 'case',
    title: 'commands.resolve-next',
    keys: ['e', 'Control+Alt+KeyE'],
    isForEditors: true,
    unavailable: cannotChangeAny,
    run: resolveAndGoOn,
  }),
  opens('status', 'commands.status', 's'),
  opens('assign', 'commands.assign', 'a', cannotChooseAny),
  defineCommand({
    id: 'case.claim',
    group: 'case',
    title: 'commands.claim',
    keys: ['i'],
    presetKeys: withAltShift('i'),
    unavailable: (context) => {
      const { selected, pointed, workspace } = context
      const isMine = selected.size === 0 && pointed?.assigneeId === workspace.me.id
      return isMine ? 'commands.mine-already' : cannotChooseAny(context)
    },
    run: (context) => {
      const { workspace, desk, pointed } = context
      const { id, name } = workspace.me
      if (stepOnSelected(context, assignStep(workspace, id, name)) || pointed === undefined) return
      const before = pointed.assigneeId
      const named = claimCase(workspace, pointed)
      if ('refused' in named) return desk.tell(refusalWords(workspace, named), { tone: 'bad' })
      tellOutcome(desk, named)
      desk.tell(say('commands.claimed', { number: pointed.number }), {
        undo: () =>
          tellOutcome(
            desk,
            before === null ? releaseCase(workspace, pointed.id) : assign(workspace, pointed.id, before),
          ),
      })
    },
  }),
  defineCommand({
    id: 'case.release',
    group: 'case',
    title: 'commands.release',
    keys: ['Shift+I'],
    unavailable: (context) =>
      context.pointed !== undefined && context.pointed.assigneeId !== context.workspace.me.id
        ? 'commands.not-mine'
        : cannotChange(context),
    run: ({ workspace, desk, pointed }) => {
      if (pointed === undefined || !tellOutcome(desk, releaseCase(workspace, pointed.id))) return
      desk.tell(say('commands.released', { number: pointed.number }), {
        undo: () => tellOutcome(desk, claimCase(workspace, { ...pointed, assigneeId: null })),
      })
    },
  }),
  opens('tags', 'commands.tags', 'l'),
  opens('priority', 'commands.priority', 'p'),
  opens('move', 'commands.move', 'v'),
  sets('open', 'commands.set-open', 'KeyO'),
  sets('pending', 'commands.set-pending', 'KeyP'),
  sets('on-hold', 'commands.set-on-hold', 'KeyD'),
  sets('solved', 'commands.set-solved', 'KeyS'),
  defineCommand({
    id: 'case.close-tab',
    group: 'case',
    title: 'commands.close-tab',
    keys: ['Alt+KeyW'],
    isForEditors: true,
    unavailable: ({ open }) => (open === undefined ? 'commands.no-open-case' : null),
    run: ({ screen, open }) => {
      if (open !== undefined) screen.closeCase(open.id)
      screen.focusOn('list')
    },
  }),
]
