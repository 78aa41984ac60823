import { can } from '#shared/permissions.ts'
import { type EscalationState, canMove, canRedirect, isWithTier2 } from '#shared/domain/escalation-state.ts'
import type { Row } from '#shared/tables.ts'
import { say } from '#renderer/words/say.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** What can be done about an escalation. */
export type StepName =
  | 'accept'
  | 'begin'
  | 'wait'
  | 'return'
  | 'reject'
  | 'redirect'
  | 'hand-back'
  | 'resolve'
  | 'complete'
  | 'withdraw'
  | 'send-reply'
  | 'use-reply'
  | 'close'
  | 'take-back'

/** One of them, and why this agent may not do it now; null where they may. */
export interface Step {
  readonly name: StepName
  readonly why: string | null
}

const leadsTo: { readonly [N in StepName]: EscalationState } = {
  accept: 'accepted',
  begin: 'in-progress',
  wait: 'waiting',
  return: 'returned',
  reject: 'rejected',
  redirect: 'queued',
  resolve: 'resolved',
  'send-reply': 'closed',
  'hand-back': 'handed-back',
  complete: 'queued',
  withdraw: 'withdrawn',
  'use-reply': 'closed',
  close: 'closed',
  'take-back': 'in-progress',
}

const deciding: readonly StepName[] = [
  'accept',
  'hand-back',
  'return',
  'begin',
  'wait',
  'resolve',
  'reject',
  'redirect',
  'take-back',
]
const following: readonly StepName[] = ['complete', 'send-reply', 'use-reply', 'close', 'withdraw']
/** Only whoever holds it. */
const holding: readonly StepName[] = ['hand-back', 'begin', 'wait', 'resolve', 'take-back']
const replying: readonly StepName[] = ['use-reply', 'send-reply']

/** The steps that make sense in this state for this agent's side, the usual one first, each with the reason where it is not theirs. */
export function stepsOf(workspace: Workspace, row: Row<'cases'>, escalation: Row<'escalations'>): Step[] {
  const agent = workspace.me
  const may = can({ kind: 'agent', agent })
  const queue = workspace.get('queues', escalation.queueId)
  const isDecider = queue !== undefined && may.decide(queue)
  const isPicked = escalation.state !== 'queued' || queue === undefined || may.pick(row, queue)
  const isFollower = may.followUp(escalation, row)
  const isTier2 = isDecider || agent.role === 'tier-2'
  const offered = [...(isTier2 ? deciding : []), ...(isFollower || !isTier2 ? following : [])]
  const rights = {
    isDecider: isDecider && isPicked,
    isFollower,
    mayHandBack: may.handBack(escalation),
    mayReply: may.reply(row),
  }
  return offered
    .filter((name) => leads(name, escalation.state))
    .filter((name) => !replying.includes(name) || escalation.replyText !== null)
    .map((name) => ({
      name,
      why: isAllowed(name, rights)
        ? null
        : isDecider && !isPicked
          ? say('refused.queue-is-pushed')
          : whyNot(name, escalation, queue),
    }))
}

function leads(name: StepName, state: EscalationState): boolean {
  if (name === 'redirect') return canRedirect(state)
  // Both lead to the same state: from work, and from a decision.
  if (name === 'begin' && !isWithTier2(state)) return false
  if (name === 'take-back' && isWithTier2(state)) return false
  return canMove(state, leadsTo[name])
}

interface Rights {
  readonly isDecider: boolean
  readonly isFollower: boolean
  readonly mayHandBack: boolean
  readonly mayReply: boolean
}

function isAllowed(name: StepName, rights: Rights): boolean {
  if (holding.includes(name)) return rights.mayHandBack
  if (replying.includes(name)) return rights.mayReply
  return deciding.includes(name) ? rights.isDecider : rights.isFollower
}

function whyNot(name: StepName, escalation: Row<'escalations'>, queue: Row<'queues'> | undefined): string {
  if (holding.includes(name)) {
    return say('escalation.why-not-holder', { name: escalation.holderName ?? say('escalation.nobody') })
  }
  if (replying.includes(name)) return say('refused.not-allowed')
  if (!deciding.includes(name)) return say('escalation.why-not-yours')
  return say('escalation.why-not-queue', { queue: queue?.name ?? say('escalation.unknown-queue') })
}
