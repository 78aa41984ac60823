import type { SyncStore } from '#renderer/sync/sync-store.ts'
import type { ArgsOf, MutationName } from '#shared/mutations/all-mutations.ts'
import type { Row } from '#shared/tables.ts'
import { byteLength } from '#shared/sync/byte-length.ts'
import { limits } from '#shared/sync/protocol.ts'
import { aPacket, someInstant } from '#tests/builders.ts'
import type { Intent, Intents } from './intents.ts'
import type { Random } from './random.ts'
import type { SimWindow } from './sim-window.ts'
import { world } from './world.ts'

type Named = { [N in MutationName]: { readonly name: N; readonly args: ArgsOf<N> } }[MutationName]

interface Desk {
  readonly store: SyncStore
  readonly row: Row<'cases'>
  readonly random: Random
  readonly newId: () => string
}

const text = (desk: Desk, what: string): string => `${what} ${desk.newId()}`

const reply = (desk: Desk): Named => {
  const { row, random, newId } = desk
  const args = { caseId: row.id, messageId: newId(), text: text(desk, 'Reply'), afterReplyId: row.lastReplyId }
  return { name: 'case.reply', args: random.chance(0.3) ? { ...args, status: 'pending' } : args }
}

const note = (desk: Desk): Named => ({
  name: 'case.note',
  args: { caseId: desk.row.id, messageId: desk.newId(), text: text(desk, 'Note') },
})

const status = ({ row, random }: Desk): Named => ({
  name: 'case.set-status',
  args: { caseId: row.id, status: random.pick(['open', 'pending', 'on-hold', 'solved'] as const) },
})

const tags = ({ row, random }: Desk): Named => ({
  name: 'case.change-tags',
  args: { caseId: row.id, add: [random.pick(['late', 'vip', 'lost'])], remove: [random.pick(['late', 'vip', 'lost'])] },
})

const priority = ({ row, random }: Desk): Named => ({
  name: 'case.set-priority',
  args: { caseId: row.id, priority: random.pick(['low', 'high', 'urgent'] as const) },
})

const assign = ({ row, random }: Desk): Named => ({
  name: 'case.assign',
  args: { caseId: row.id, assigneeId: random.pick([null, ...Object.values(world.agents)]) },
})

const move = ({ row, random }: Desk): Named => ({
  name: 'case.move',
  args: { caseId: row.id, queueId: random.pick([world.queues.orders, world.queues.sellers]) },
})

const macro = (desk: Desk): Named => ({
  name: 'macro.apply',
  args: {
    caseId: desk.row.id,
    macroId: desk.random.pick(Object.values(world.macros)),
    messageId: desk.newId(),
    text: text(desk, 'Macro'),
    afterReplyId: desk.row.lastReplyId,
  },
})

/** Whatever comes next for the escalation of the case, or its beginning. */
function escalate(desk: Desk): Named {
  const { row, random, newId } = desk
  const queueId = world.queues.tierTwo
  if (row.escalation === null) {
    const args = { caseId: row.id, escalationId: newId(), eventId: newId(), queueId, packet: aPacket() }
    return { name: 'escalation.submit', args }
  }
  const which = { caseId: row.id, escalationId: row.escalation.id, eventId: newId() }
  const missing = { reason: 'missing-evidence', step: 'Photo', sentence: 'A photo is missing.' } as const
  switch (row.escalation.state) {
    case 'queued':
      if (random.chance(0.2)) return { name: 'escalation.withdraw', args: which }
      return random.chance(0.6)
        ? { name: 'escalation.accept', args: { ...which, queueId } }
        : { name: 'escalation.return', args: { ...which, queueId, ...missing } }
    case 'accepted':
      return random.chance(0.7)
        ? {
            name: 'escalation.hand-back',
            args: { ...which, decision: text(desk, 'Yes'), replyText: text(desk, 'We refund') },
          }
        : { name: 'escalation.return', args: { ...which, queueId, ...missing } }
    case 'returned':
      return { name: 'escalation.resubmit', args: { ...which, queueId, packet: aPacket() } }
    default:
      return { name: 'escalation.close', args: which }
  }
}

// As often as each stands here.
const menu: readonly ((desk: Desk) => Named)[] = [
  reply,
  reply,
  reply,
  reply,
  note,
  note,
  status,
  tags,
  tags,
  priority,
  assign,
  move,
  macro,
  macro,
  escalate,
  escalate,
  escalate,
]

/** More than the service takes in one frame: a log file that someone pastes. */
const oversized = (desk: Desk): Named => ({
  name: 'case.note',
  args: { caseId: desk.row.id, messageId: desk.newId(), text: 'x'.repeat(600_000) },
})

/** Enters a mutation into the outbox without a look at its size. */
function unbounded(store: SyncStore, { name, args }: Named, newId: () => string): ReturnType<SyncStore['mutate']> {
  const named = store.mutate(name, args)
  if (!('refused' in named) || byteLength(args) < limits.mutationBytes) return named
  const entry = { opId: newId(), name, args, at: someInstant, dependsOn: [], seq: store.outbox.nextSeq }
  return { opId: entry.opId, isSaved: store.outbox.add(entry) }
}

/** What an agent acts with. `hasBounds`: whether the window looks at how large a mutation is, as it must [S21]. */
export interface Acting {
  readonly random: Random
  readonly newId: () => string
  readonly intents: Intents
  readonly hasBounds: boolean
}

/** The agent of a window does something on a case they see; what they meant goes into the ledger of intents. */
export function act(window: SimWindow, acting: Acting): string {
  const { random, newId, intents } = acting
  const { store } = window
  if (store === null) return 'nothing'
  const cases = store.all('cases').sort((a, b) => (a.id < b.id ? -1 : 1))
  if (cases.length === 0) return 'nothing'
  // An agent stays with a case for a while, so that what they do on it meets what others do.
  const stay = cases.find(({ id }) => id === window.screen?.caseId)
  const row = stay !== undefined && random.chance(0.5) ? stay : random.pick(cases)
  if (row.id !== window.screen?.caseId) window.show(row.id)
  const { name, args } = random.pick(random.chance(0.01) ? [oversized] : menu)({ store, row, random, newId })
  const waiting = store.outbox.entries()
  const dependsOn = waiting.length > 0 && random.chance(0.2) ? [random.pick(waiting).opId] : []
  const named = acting.hasBounds
    ? store.mutate(name, args, dependsOn)
    : unbounded(store, { name, args } as Named, newId)
  if ('refused' in named) return `${name} refused ${named.refused}`
  const intent: Intent = {
    opId: named.opId,
    window: window.index,
    name,
    args: args as { caseId: string },
    dependsOn,
    isSaved: false,
    excuse: null,
    isDecided: false,
  }
  intents.add(intent)
  named.isSaved.then(
    () => (intent.isSaved = true),
    () => undefined,
  )
  return `${name} ${named.opId.slice(-6)}`
}

/** The agent decides about something that was refused, and lets it go. */
export function decide(window: SimWindow, random: Random, intents: Intents): string {
  const parked = window.store?.outbox.parked() ?? []
  if (parked.length === 0) return 'nothing'
  const { opId } = random.pick(parked)
  const intent = intents.get(opId)
  if (intent !== undefined) intent.isDecided = true
  void window.store?.unpark(opId)
  return `unpark ${opId.slice(-6)}`
}
