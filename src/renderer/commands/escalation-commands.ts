import { canMove, canRedirect, type EscalationState, isWithTier2 } from '#shared/domain/escalation-state.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import {
  acceptEscalation,
  beginEscalation,
  closeEscalation,
  sendHandedBack,
  withdrawEscalation,
} from '#renderer/workspace/case-actions.ts'
import { takeDecisionBack } from '#renderer/workspace/incident-steps.ts'
import { inOtherOrder, isTierTwo } from '#renderer/workspace/tier-two-order.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import { openPointed, rights } from './case-rights.ts'
import { type Command, type CommandContext, always, defineCommand, withAltShift } from './define-command.ts'
import { tellOutcome } from './tell-outcome.ts'

interface InForce {
  readonly of: Row<'cases'>
  readonly row: Row<'escalations'>
}

/** The escalation in force on the case that is meant. */
function inForce({ workspace, pointed }: CommandContext): InForce | null {
  const id = pointed?.escalation?.id
  const row = id === undefined ? undefined : workspace.get('escalations', id)
  return pointed === undefined || row === undefined ? null : { of: pointed, row }
}

/** Why the escalation cannot be brought to a state by this agent now, or null. */
function cannotBring(context: CommandContext, to: EscalationState): WordKey | null {
  const found = inForce(context)
  if (found === null) return context.pointed === undefined ? 'commands.no-case' : 'commands.no-escalation'
  const isBegun = to === 'in-progress' && !isWithTier2(found.row.state)
  if (isBegun || !canMove(found.row.state, to)) return 'commands.escalation-elsewhere'
  const queue = context.workspace.get('queues', found.row.queueId)
  const may = rights(context)
  const isAllowed = {
    accepted: () => queue !== undefined && may.decide(queue),
    returned: () => queue !== undefined && may.decide(queue),
    'handed-back': () => may.handBack(found.row),
    'in-progress': () => may.handBack(found.row),
    waiting: () => may.handBack(found.row),
    resolved: () => may.handBack(found.row),
    rejected: () => queue !== undefined && may.decide(queue),
    queued: () => may.followUp(found.row, found.of),
    withdrawn: () => may.followUp(found.row, found.of),
    closed: () => may.followUp(found.row, found.of),
  }
  if (!isAllowed[to]()) return 'refused.not-allowed'
  const isPicked = found.row.state === 'queued' && (to === 'accepted' || to === 'returned')
  return isPicked && queue !== undefined && !may.pick(found.of, queue) ? 'refused.queue-is-pushed' : null
}

function cannotEscalate(context: CommandContext): WordKey | null {
  const { pointed } = context
  if (pointed === undefined) return 'commands.no-case'
  // What Tier 2 returned is completed in the same form.
  if (pointed.escalation?.state === 'returned') return cannotBring(context, 'queued')
  return rights(context).escalate(pointed) ? null : 'commands.escalated-already'
}

/** Why the escalation cannot go to another queue of Tier 2, or null. */
function cannotRedirect(context: CommandContext): WordKey | null {
  const found = inForce(context)
  if (found === null) return context.pointed === undefined ? 'commands.no-case' : 'commands.no-escalation'
  if (!canRedirect(found.row.state)) return 'commands.escalation-elsewhere'
  const queue = context.workspace.get('queues', found.row.queueId)
  return queue !== undefined && rights(context).decide(queue) ? null : 'refused.not-allowed'
}

/** Why the decision cannot be taken back, or null. */
function cannotTakeBack(context: CommandContext): WordKey | null {
  const found = inForce(context)
  if (found === null) return context.pointed === undefined ? 'commands.no-case' : 'commands.no-escalation'
  if (isWithTier2(found.row.state) || !canMove(found.row.state, 'in-progress')) return 'commands.escalation-elsewhere'
  return rights(context).handBack(found.row) ? null : 'refused.not-allowed'
}

/** Tier 2 decides: brings the escalation on at once, or opens the form that asks what is needed. */
const decides = (
  command: Pick<Command, 'id' | 'title' | 'keys'>,
  to: EscalationState,
  run: (context: CommandContext, found: InForce) => void,
): Command =>
  defineCommand({
    ...command,
    group: 'escalation',
    unavailable: (context) => cannotBring(context, to),
    run: (context) => {
      const found = inForce(context)
      if (found === null) return
      openPointed(context)
      run(context, found)
    },
  })

const ids = ({ of, row }: InForce): { caseId: string; escalationId: string } => ({
  caseId: of.id,
  escalationId: row.id,
})

/** Commands between Tier 1 and Tier 2. */
export const escalationCommands: readonly Command[] = [
  defineCommand({
    id: 'list.tier-2-order',
    group: 'list',
    title: 'commands.tier-2-order',
    keys: ['Shift+T'],
    presetKeys: withAltShift('t'),
    unavailable: ({ screen }) => (isTierTwo(screen.view) ? null : 'commands.no-tier-2-list'),
    run: ({ screen }) => {
      if (isTierTwo(screen.view)) screen.showView(inOtherOrder(screen.view))
    },
  }),
  defineCommand({
    id: 'escalation.escalate',
    group: 'escalation',
    title: 'commands.escalate',
    keys: ['Shift+E'],
    presetKeys: { zendesk: ['Control+Alt+Shift+KeyE'], 'no-single-keys': ['Control+Alt+Shift+KeyE'] },
    unavailable: cannotEscalate,
    run: (context) => {
      openPointed(context)
      context.screen.show('escalate')
    },
  }),
  decides(
    { id: 'escalation.accept', title: 'commands.accept', keys: ['Shift+A'] },
    'accepted',
    ({ workspace, desk }, found) => {
      if (!tellOutcome(desk, acceptEscalation(workspace, ids(found), found.row.queueId))) return
      desk.tell(say('commands.accepted', { number: found.of.number }))
    },
  ),
  decides({ id: 'escalation.return', title: 'commands.return', keys: ['Shift+R'] }, 'returned', ({ screen }) =>
    screen.show('return'),
  ),
  decides({ id: 'escalation.hand-back', title: 'commands.hand-back', keys: ['Shift+H'] }, 'handed-back', ({ screen }) =>
    screen.show('hand-back'),
  ),
  defineCommand({
    id: 'escalation.decide-incident',
    group: 'escalation',
    title: 'commands.decide-incident',
    keys: ['Shift+U'],
    presetKeys: withAltShift('u'),
    unavailable: ({ workspace }) =>
      workspace.lists.queues('escalations').some((queue) => can({ kind: 'agent', agent: workspace.me }).decide(queue))
        ? null
        : 'refused.not-allowed',
    run: ({ screen }) => screen.show('incident'),
  }),
  defineCommand({
    id: 'escalation.take-back',
    group: 'escalation',
    title: 'commands.take-decision-back',
    keys: [],
    unavailable: (context) => cannotTakeBack(context),
    run: (context) => {
      const found = inForce(context)
      if (found === null || !tellOutcome(context.desk, takeDecisionBack(context.workspace, ids(found)))) return
      context.desk.tell(say('escalation.taken-back'))
    },
  }),
  decides({ id: 'escalation.begin', title: 'commands.begin', keys: [] }, 'in-progress', (context, found) => {
    tellOutcome(context.desk, beginEscalation(context.workspace, ids(found)))
  }),
  decides({ id: 'escalation.wait', title: 'commands.wait', keys: ['Shift+W'] }, 'waiting', ({ screen }) =>
    screen.show('wait'),
  ),
  decides({ id: 'escalation.resolve', title: 'commands.resolve', keys: [] }, 'resolved', ({ screen }) =>
    screen.show('resolve'),
  ),
  decides({ id: 'escalation.reject', title: 'commands.reject', keys: ['Shift+B'] }, 'rejected', ({ screen }) =>
    screen.show('reject'),
  ),
  defineCommand({
    id: 'escalation.redirect',
    group: 'escalation',
    title: 'commands.redirect',
    keys: [],
    unavailable: (context) => cannotRedirect(context),
    run: (context) => {
      openPointed(context)
      context.screen.show('redirect')
    },
  }),
  decides(
    { id: 'escalation.send-reply', title: 'commands.send-reply', keys: ['Shift+Y'] },
    'closed',
    (context, found) => {
      if (found.row.replyText === null) return
      if (!tellOutcome(context.desk, sendHandedBack(context.workspace, found.of, found.row))) return
      context.desk.tell(say('escalation.closed'))
    },
  ),
  defineCommand({
    id: 'go.coaching',
    group: 'go',
    title: 'commands.coaching',
    keys: ['g c'],
    unavailable: always,
    run: ({ screen }) => screen.show('coaching'),
  }),
  decides({ id: 'escalation.withdraw', title: 'commands.withdraw', keys: [] }, 'withdrawn', (context, found) => {
    tellOutcome(context.desk, withdrawEscalation(context.workspace, ids(found)))
  }),
  decides({ id: 'escalation.close', title: 'commands.close-escalation', keys: [] }, 'closed', (context, found) => {
    tellOutcome(context.desk, closeEscalation(context.workspace, ids(found)))
  }),
]
