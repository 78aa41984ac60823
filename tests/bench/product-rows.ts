import { type Case, type Priority, snippetOf } from '../../src/shared/domain/case.ts'
import type { Message } from '../../src/shared/domain/message.ts'
import type { Queue } from '../../src/shared/domain/queue.ts'
import type { AnyRow, TableName } from '../../src/shared/tables.ts'
import { productAgent, productId } from './product-ids.ts'
import { threadLength } from './store/shapes.ts'
import { peerCase, peerMessages } from './store/workload.ts'

/** A row with its table, as `rows.write` takes it. */
export interface WorkloadRow {
  readonly table: TableName
  readonly row: AnyRow
}

const numbered = (name: string): number => Number(name.slice(1))
const instant = (ms: number): string => new Date(ms).toISOString()
const priorities: readonly Priority[] = ['low', 'normal', 'high', 'urgent']

const productQueue = (n: number): Queue => ({
  id: productId('queues', n),
  name: `Queue ${n}`,
  kind: 'cases',
  teamIds: [],
  siteIds: [],
  position: n,
})

/** The nth case of the workload as Tierdesk keeps it: whoever is due first has waited longest. */
export function productCase(n: number): Case {
  const peer = peerCase(n)
  const [first, ...others] = peer.tags
  return {
    id: productId('cases', n),
    number: String(n),
    subject: peer.subject,
    status: peer.status as Case['status'],
    priority: priorities[peer.priority] ?? 'normal',
    queueId: productId('queues', numbered(peer.queue)),
    market: 'SG',
    locale: 'en',
    partyId: productId('parties', numbered(peer.customer_id)),
    partyKind: 'customer',
    partyName: peer.customer_name,
    partyIds: [productId('parties', numbered(peer.customer_id))],
    orderIds: [],
    assigneeId: productId('agents', numbered(peer.assignee)),
    tags: first === undefined ? [] : [first, ...others],
    createdAt: instant(peer.created_at),
    updatedAt: instant(peer.updated_at),
    lastReplyId: productId('messages', n * threadLength),
    lastReplyAt: instant(peer.updated_at),
    lastReplyBy: 'party',
    waitingSince: peer.status === 'open' ? instant(peer.due_at) : null,
    messageCount: threadLength,
    snippet: snippetOf(peerMessages(n).at(-1)?.text ?? ''),
    escalation: null,
    satisfaction: null,
    fields: {},
    source: null,
  }
}

/** The thread of the nth case as Tierdesk keeps it. */
export const productMessages = (n: number): Message[] =>
  peerMessages(n).map((peer, at) => ({
    id: productId('messages', n * threadLength + at),
    caseId: productId('cases', n),
    kind: peer.kind as Message['kind'],
    author:
      peer.author === 'customer'
        ? { kind: 'party', id: productId('parties', n), name: peerCase(n).customer_name }
        : { kind: 'agent', id: productId('agents', numbered(peer.author)), name: peer.author },
    text: peer.text,
    html: null,
    at: instant(peer.ts),
    macroId: null,
    event: null,
    source: null,
  }))

/** The queues and agents that cases are worked by. */
export const productStaff = (agents: number): WorkloadRow[] => [
  ...Array.from({ length: 12 }, (_, n) => ({ table: 'queues' as const, row: productQueue(n) })),
  ...Array.from({ length: agents }, (_, n) => ({ table: 'agents' as const, row: productAgent(n) })),
]
