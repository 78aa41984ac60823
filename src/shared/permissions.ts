import type { Actor } from './domain/actor.ts'
import type { Agent, Role } from './domain/agent.ts'
import type { Case } from './domain/case.ts'
import type { DeskAction } from './domain/desk-action.ts'
import type { DisputeDecision } from './domain/dispute.ts'
import { isOpenEscalation } from './domain/escalation-state.ts'
import type { Escalation } from './domain/escalation.ts'
import { type Queue, isPushed } from './domain/queue.ts'
import type { Site } from './domain/site.ts'
import type { MacroScope } from './domain/macro.ts'
import type { MacroVersion } from './domain/macro-version.ts'
import type { Sop } from './domain/sop.ts'
import type { ViewScope } from './domain/saved-view.ts'
import type { SupervisorAsk } from './domain/supervisor-ask.ts'
import { isQueueOf } from './audience.ts'

const answering: ReadonlySet<string> = new Set(['tier-1', 'tier-2', 'supervisor', 'admin'])
const deciding: ReadonlySet<string> = new Set(['tier-2', 'supervisor', 'admin'])

const writing: ReadonlySet<string> = new Set(['knowledge', 'admin'])

/** Whether a supervisor stands over everyone that a macro is for. */
function supervises(agent: Agent, scope: MacroScope): boolean {
  if (agent.role !== 'supervisor') return false
  if (agent.sees === 'workspace') return true
  switch (scope.of) {
    case 'workspace':
      return agent.markets.includes('*') && agent.siteId === null
    case 'market':
      return agent.markets.includes('*') || agent.markets.includes(scope.market)
    case 'site':
      return agent.siteId === scope.siteId
    case 'team':
      return agent.teamIds.includes(scope.teamId)
    case 'queue':
      return agent.queueIds.includes(scope.queueId)
    case 'agent':
      return false
  }
}

const leading = ({ role }: Agent): boolean => role === 'supervisor' || role === 'admin'

/** What an actor may do with the rules that the desk works by. */
const withSops = (agent: Agent | null) => ({
  /** Read SOPs, acknowledge them and say what one thinks of them. */
  readSops: (): boolean => agent !== null,
  /** Write a draft of an SOP and ask for its review. */
  writeSop: (): boolean => agent !== null && (writing.has(agent.role) || agent.role === 'supervisor'),
  /** Change a draft of an SOP: its author, or of one that came from elsewhere anyone who writes. */
  editSop: (sop: Sop): boolean =>
    agent !== null &&
    (writing.has(agent.role) || agent.role === 'supervisor') &&
    (sop.author === null || sop.author === undefined || sop.author.agentId === agent.id),
  /** Put a version of an SOP in force, send it back, withdraw it, and answer for what agents say of it. */
  publishSop: (): boolean => agent !== null && writing.has(agent.role),
  /** Have an SOP acknowledged by whoever is given cases of a queue. */
  gateQueue: (queue: Queue): boolean =>
    agent !== null && (writing.has(agent.role) || (leading(agent) && isQueueOf(agent, queue))),
})

/** What an actor may do with questions to whoever leads at a site. */
const withAsks = (agent: Agent | null) => ({
  /** Ask whoever leads at one's own site about a case: who answers parties and does not lead. */
  askSupervisor: (_row: Case): boolean =>
    agent !== null && answering.has(agent.role) && !leading(agent) && agent.siteId !== null,
  /** Answer what agents of a site ask: who leads there, and did not ask themselves. */
  answerAsk: (ask: Pick<SupervisorAsk, 'siteId' | 'byAgentId'>): boolean =>
    agent !== null &&
    leading(agent) &&
    agent.id !== ask.byAgentId &&
    (agent.sees === 'workspace' || agent.siteId === ask.siteId),
  /** Complete, withdraw or close what one has asked oneself. */
  followAsk: (ask: Pick<SupervisorAsk, 'byAgentId'>): boolean =>
    agent !== null && answering.has(agent.role) && agent.id === ask.byAgentId,
})

/**
 * What an actor may do, read as sentences: `can(actor).reply(case)`. Used by the rules on both sides and to disable buttons.
 * Whether the actor may see the row at all is settled before: an unseen row is not there.
 */
export function can(actor: Actor) {
  const agent: Agent | null = actor.kind === 'agent' && actor.agent.active ? actor.agent : null
  const answers = agent !== null && answering.has(agent.role)
  const decides = agent !== null && deciding.has(agent.role)
  const leads = agent !== null && leading(agent)
  const isWide = agent?.sees === 'workspace'
  // A macro of one's own is nobody else's business, whatever their role.
  const writesMacro = (scope: MacroScope): boolean =>
    agent !== null &&
    (scope.of === 'agent' ? scope.agentId === agent.id : writing.has(agent.role) || supervises(agent, scope))
  return {
    /** Say what is asked on cases, and which contact drivers there are. */
    setUp: (): boolean => leads,
    /** Say how far a role may go by itself: those who lead for those they lead, and only an administrator for those who lead. */
    limit: (role: Role): boolean => leads && (agent.role === 'admin' || (role !== 'supervisor' && role !== 'admin')),
    /** Write to a party on a case. */
    reply: (_row: Case): boolean => answers,
    /** See a contact detail of a party of the case, for a purpose and for a moment. */
    reveal: (_of: Case): boolean => answers,
    /** Write a note that only the desk sees. Quality and knowledge may, too. */
    note: (_row: Case): boolean => agent !== null,
    /** Change status, priority, tags, assignee or queue. */
    change: (_row: Case): boolean => answers,
    /** Choose a case out of a queue by oneself, for oneself or another: where the service gives them out, only those who lead may. */
    choose: (row: Case, queue: Queue): boolean =>
      answers && (leads || !isPushed(queue) || row.assigneeId === agent.id || row.routed?.agentId === agent.id),
    /** Say how a queue is worked: those who lead and work it themselves. */
    arrangeQueue: (queue: Queue): boolean => leads && (agent.role === 'admin' || isQueueOf(agent, queue)),
    /** Say which sites and teams work a queue, which queue comes first, and make a new one: only who sees everything anyway, so that nobody opens what they do not see. */
    open: (): boolean => leads && (agent.role === 'admin' || isWide),
    /** Say what an agent can do, and how much: those who lead, for their site. */
    equip: (of: Agent): boolean =>
      leads && (agent.role === 'admin' || isWide || (of.siteId !== null && of.siteId === agent.siteId)),
    /** Say what an agent is doing: everyone for themselves, those who lead for their site. */
    setStatusOf: (of: Agent): boolean =>
      agent !== null &&
      (of.id === agent.id || (leads && (isWide || (of.siteId !== null && of.siteId === agent.siteId)))),
    /** Say that a site is down, and that it is back. */
    failOver: (site: Site): boolean => leads && (isWide || site.id === agent.siteId),
    /** Have a queue worked by sites: only one that one works oneself, so that nobody opens what they do not see. */
    lend: (queue: Queue): boolean => leads && isQueueOf(agent, queue),
    /** Hand a case to Tier 2. */
    escalate: (row: Case): boolean => answers && (row.escalation === null || !isOpenEscalation(row.escalation.state)),
    /** Complete, withdraw or close an escalation: whoever submitted it, whoever has the case, or a supervisor. */
    followUp: (row: Escalation, of: Case): boolean =>
      agent !== null &&
      (row.byAgentId === agent.id ||
        of.assigneeId === agent.id ||
        agent.role === 'supervisor' ||
        agent.role === 'admin'),
    /** Take an escalation, or return it, out of a queue one works. */
    decide: (queue: Queue): boolean => agent !== null && decides && isQueueOf(agent, queue),
    /** Ask for money, goods or a measure on a case, and order what others asked for within one's limit. */
    act: (_row: Case): boolean => answers,
    /** Say no to what somebody asked for: who decides, and did not ask for it themselves. */
    declineAction: (action: DeskAction): boolean => decides && agent?.id !== action.asked.byAgentId,
    /** Open a dispute, and write down what its sides say, show and do. */
    dispute: (_row: Case): boolean => answers,
    /** Decide a dispute, ask a side for evidence, take it out of the ordinary course, and say that the money has gone. */
    adjudicate: (_row: Case): boolean => decides,
    /** Decide an appeal: never whoever took the decision it is against. */
    reviewAppeal: (against: DisputeDecision | null): boolean =>
      agent !== null && decides && agent.id !== against?.byAgentId,
    /** Choose an escalation among those that wait: where the service gives them out, only whoever was given it, and those who lead. */
    pick: (row: Case, queue: Queue): boolean =>
      decides && (leads || !isPushed(queue) || row.escalation?.routed?.agentId === agent.id),
    /** Write, review and publish macros for these people: one's own, or those of a team, site, market or workspace that one looks after. */
    writeMacro: writesMacro,
    /** Change a draft: its author, while they may still write for these people. */
    editVersion: (version: MacroVersion): boolean =>
      agent !== null && version.authorId === agent.id && writesMacro(version.content.scope),
    /** Apply a version that is not in force yet: its author and whoever may publish it. */
    tryMacro: (version: MacroVersion): boolean =>
      agent !== null && (version.authorId === agent.id || writesMacro(version.content.scope)),
    ...withSops(agent),
    ...withAsks(agent),
    /** Save, change and remove a view: one's own, that of a team one leads, or everyone's. */
    keepView: (scope: ViewScope): boolean => {
      if (agent === null) return false
      if (scope.of === 'agent') return scope.agentId === agent.id
      if (scope.of === 'team') return leads && (agent.role === 'admin' || agent.teamIds.includes(scope.teamId))
      return leads
    },
    /** Arrange the desk of an agent: everyone their own. */
    arrangeDesk: (agentId: string): boolean => agent?.id === agentId,
    /** Give a decision on an escalation: only who holds it. */
    handBack: (row: Escalation): boolean => agent !== null && decides && row.holderId === agent.id,
  }
}
