import type { Scope } from '#shared/audience.ts'
import type { Actor } from '#shared/domain/actor.ts'
import { agentIdOf } from '#shared/domain/actor.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import {
  type Change,
  type Mutation,
  type Outcome as RuleOutcome,
  type Read,
  refuse,
} from '#shared/mutations/define-mutation.ts'
import { parsedArgs } from '#shared/mutations/parsed-args.ts'
import { applyMutation, changedId, readsOf, runMutation } from '#shared/mutations/run-mutation.ts'
import { byteLength } from '#shared/sync/byte-length.ts'
import { type MutationResult, type PushReply, type SentMutation, limits } from '#shared/sync/protocol.ts'
import type { SettingsTable, TableName } from '#shared/tables.ts'
import { BatchRows, keyOf } from './batch-rows.ts'
import { type Effect, effectsOf, takenBack } from '../effects/effects-of.ts'
import { rowWrites } from './batch-writes.ts'
import { carriedFiles } from './carried-files.ts'
import type {
  AskedResult,
  BatchWrites,
  ClientResult,
  ClientState,
  Ledger,
  LedgerTransaction,
  LoggedMutation,
  RowKey,
  StoredResult,
  StoredRow,
} from './ledger.ts'

/** Mutations of one window, in its order; or of the service itself, with no clientId and no mids to keep. */
export interface Push {
  readonly actor: Actor
  readonly held: readonly Scope[]
  readonly clientId: string | null
  readonly mutations: readonly SentMutation[]
  /** Set where the store could not keep what these came to: they are refused, so that they hold up nothing behind them. */
  readonly isPoison?: boolean
}

/** What a batch did: what to answer to each push, and what to tell everyone. */
export interface BatchDone {
  readonly replies: readonly PushReply[]
  /** What became of each mutation, push by push; of one that had run before, its stored result. */
  readonly results: readonly (readonly MutationResult[])[]
  readonly from: number
  readonly writes: BatchWrites
}

type Outcome = MutationResult['outcome']

interface Ran {
  readonly sent: SentMutation
  readonly push: Push
  readonly outcome: Outcome
  readonly isReplay: boolean
}

/** Hears of a rule that threw, which is a fault of ours: the mutation is refused, the window goes on. */
export type RuleReport = (mutation: string, error: unknown) => void

/**
 * The heart: runs pushes one after the other in one transaction under the workspace lock, so feed order is commit order and every rule
 * sees a serial world [S5]. `now` is the service's clock, ISO 8601 [S22]. Throws only when the store fails; then nothing was written.
 */
export const runMutations = (
  ledger: Ledger,
  pushes: readonly Push[],
  now: () => string,
  report: RuleReport = () => undefined,
  undoMs = 0,
): Promise<BatchDone> => ledger.inBatch((transaction) => runPushes(transaction, pushes, now, report, undoMs))

/** The same within a batch that somebody else began. `undoMs`: how long a reply is held before it leaves; 0: not at all. */
export const runPushes = (
  transaction: LedgerTransaction,
  pushes: readonly Push[],
  now: () => string,
  report: RuleReport = () => undefined,
  undoMs = 0,
): Promise<BatchDone> => new Batch(transaction, { now, report, undoMs }).run(pushes)

interface BatchPorts {
  readonly now: () => string
  readonly report: RuleReport
  readonly undoMs: number
}

class Batch {
  readonly #tx: LedgerTransaction
  readonly #now: () => string
  #at = ''
  #rows = new BatchRows()
  #created: RowKey[] = []
  #effects: Effect[] = []
  #cancelled: string[] = []
  #stored = new Map<string, StoredResult>()
  #clients = new Map<string, ClientState>()
  #loaded: StoredRow[] = []
  #goneFiles: ReadonlySet<string> = new Set()
  /** The arguments that fit their mutation, as its schema gave them back. */
  readonly #args = new Map<SentMutation, unknown>()
  readonly #report: RuleReport
  readonly #undoMs: number

  constructor(transaction: LedgerTransaction, { now, report, undoMs }: BatchPorts) {
    this.#tx = transaction
    this.#now = now
    this.#report = report
    this.#undoMs = undoMs
  }

  async run(pushes: readonly Push[]): Promise<BatchDone> {
    const [from, stored, clients, loaded, goneFiles] = await Promise.all([
      this.#tx.head(),
      this.#tx.resultsOf(pushes.flatMap(askedResults)),
      this.#tx.clients(pushes.flatMap((push) => push.clientId ?? [])),
      this.#load(pushes),
      // After the line above, which reads the arguments.
      this.#filesGone(),
    ])
    // Not before everything in front of this batch is decided: the log goes by it [S22].
    this.#at = this.#now()
    this.#stored = stored
    this.#goneFiles = goneFiles
    this.#clients = clients
    this.#loaded = loaded
    const taken = new Set<string>()
    for (;;) {
      const { replies, ran } = await this.#attempt(pushes, taken)
      const clash = await this.#clashes()
      if (clash.length > 0) {
        // An id that exists where its maker could not see it: rare enough to run the batch again with that known.
        for (const key of clash) taken.add(keyOf(key.table, key.id))
        continue
      }
      const writes = await this.#writes(ran)
      if (writes.head > from) await this.#tx.write(writes)
      return { replies, results: resultsOf(pushes, ran), from, writes }
    }
  }

  async #attempt(pushes: readonly Push[], taken: ReadonlySet<string>) {
    this.#rows = new BatchRows()
    this.#rows.add(this.#loaded)
    this.#created = []
    this.#effects = []
    this.#cancelled = []
    const here = new Map<string, string>()
    const ran: Ran[] = []
    const outcomes = new Map<string, StoredResult>(this.#stored)
    const lasts = new Map([...this.#clients].map(([id, client]) => [id, client.last]))
    const replies: PushReply[] = []
    for (const push of pushes) {
      const { accepted, reply } = await this.#inSequence(push, lasts, here)
      for (const sent of accepted) {
        const prior = outcomes.get(sent.opId)
        const agentId = agentIdOf(push.actor)
        const outcome = prior === undefined ? this.#runOne(push, sent, outcomes, taken) : priorOutcome(prior, agentId)
        ran.push({ sent, push, outcome, isReplay: prior !== undefined })
        if (prior === undefined) outcomes.set(sent.opId, { agentId, outcome })
      }
      replies.push(reply)
    }
    return { replies, ran }
  }

  /** Which mutations of a push come next in their window's order, and the answer to the push [S3]. */
  async #inSequence(
    push: Push,
    lasts: Map<string, number>,
    here: Map<string, string>,
  ): Promise<{ accepted: SentMutation[]; reply: PushReply }> {
    const { clientId, mutations } = push
    if (clientId === null) return { accepted: [...mutations], reply: { ok: true, last: 0 } }
    const known = this.#clients.get(clientId)
    if (known !== undefined && known.agentId !== agentIdOf(push.actor)) {
      return { accepted: [], reply: { ok: false, reason: 'forked' } }
    }
    let last = lasts.get(clientId) ?? 0
    const old = mutations.filter((sent) => sent.mid <= last).map((sent) => sent.mid)
    const sentUnder = old.length === 0 ? new Map<number, string>() : await this.#tx.sentUnder(clientId, old)
    const accepted: SentMutation[] = []
    for (const sent of mutations) {
      if (sent.mid <= last) {
        // A window may send the same again before the batch with the first is done: both then stand in this one.
        const known = sentUnder.get(sent.mid) ?? here.get(`${clientId}/${sent.mid}`)
        if (known !== sent.opId) return { accepted, reply: { ok: false, reason: 'forked' } }
      } else if (sent.mid === last + 1) {
        accepted.push(sent)
        here.set(`${clientId}/${sent.mid}`, sent.opId)
        last = sent.mid
        lasts.set(clientId, last)
      } else {
        return { accepted, reply: { ok: false, reason: 'gap', expected: last + 1 } }
      }
    }
    return { accepted, reply: { ok: true, last } }
  }

  /** Loads what the rules will ask for, as each actor may see it: one question to the store per agent. */
  async #load(pushes: readonly Push[]): Promise<StoredRow[]> {
    const wishes = new Map<string, Wishes>()
    const settings = new Set<SettingsTable>()
    for (const push of pushes) {
      const who = push.held.join(' ')
      const wish = wishes.get(who) ?? { held: push.held, ids: new Map(), parents: new Map(), settings }
      wishes.set(who, wish)
      for (const sent of push.mutations) for (const read of this.#readsOf(sent)) note(wish, read)
    }
    const asked = [...wishes.values()].filter(({ ids, parents }) => ids.size + parents.size > 0)
    const seen = asked.map(({ held, ids, parents }) => this.#tx.seenBy(held, [...ids.values()], [...parents.values()]))
    return (await Promise.all([...seen, this.#tx.settings([...settings])])).flat()
  }

  /** Those of the files that this batch sends that are not there any more. */
  async #filesGone(): Promise<ReadonlySet<string>> {
    const carried = [...this.#args.values()].flatMap(carriedFiles)
    return carried.length === 0 ? new Set() : this.#tx.goneFiles(carried)
  }

  #readsOf(sent: SentMutation): Read[] {
    const mutation = allMutations.get(sent.name)
    if (mutation === undefined) return []
    const args = parsedArgs(mutation, sent.args)
    if (!args.success) return []
    this.#args.set(sent, args.data)
    try {
      return [...readsOf(mutation, args.data)]
    } catch (error) {
      this.#report(sent.name, error)
      return []
    }
  }

  #runOne(
    push: Push,
    sent: SentMutation,
    outcomes: ReadonlyMap<string, StoredResult>,
    taken: ReadonlySet<string>,
  ): Outcome {
    const mutation = allMutations.get(sent.name)
    if (mutation === undefined || (mutation.by === 'system' && push.actor.kind !== 'system')) {
      return refuse('unknown-mutation')
    }
    if (push.isPoison === true) return refuse('bad-arguments')
    if (push.clientId !== null && byteLength(sent.args) > limits.mutationBytes) return refuse('too-large')
    if (sent.dependsOn.some((opId) => isRefused(outcomes.get(opId)))) return refuse('dependency-refused')
    const gone = carriedFiles(this.#args.get(sent)).find((id) => this.#goneFiles.has(id))
    return gone === undefined ? this.#applyOne(mutation, push, sent, taken) : refuse('file-gone', gone)
  }

  #applyOne(mutation: Mutation, push: Push, sent: SentMutation, taken: ReadonlySet<string>): Outcome {
    const outcome = this.#tryRule(mutation, push, sent)
    if ('refused' in outcome) return outcome
    const creates = outcome.changes.filter((change) => change.do === 'create')
    if (creates.some((change) => this.#isTaken(change, taken))) return refuse('id-taken')
    this.#created.push(...creates.map((change) => ({ table: change.table, id: changedId(change) })))
    this.#rows.write(outcome.changes)
    this.#effects.push(...effectsOf(sent.opId, push.actor, outcome.changes, this.#rows.overlay))
    for (const messageId of takenBack(outcome.changes)) this.#cancel(messageId)
    return { applied: true }
  }

  /** Calls a delivery off: one of this batch was never there. */
  #cancel(messageId: string): void {
    const others = this.#effects.filter(({ about }) => about !== messageId)
    if (others.length === this.#effects.length) this.#cancelled.push(messageId)
    this.#effects = others
  }

  /** A rule that throws refuses its mutation: the windows behind it must not wait for a repair [S15]. */
  #tryRule(mutation: Mutation, push: Push, sent: SentMutation): RuleOutcome {
    const rows = this.#rows.asSeenBy(new Set(push.held))
    try {
      const context = { actor: push.actor, at: this.#at, undoMs: this.#undoMs }
      return this.#args.has(sent)
        ? applyMutation(mutation, this.#args.get(sent), context, rows)
        : runMutation(mutation, sent.args, context, rows)
    } catch (error) {
      this.#report(sent.name, error)
      return refuse('bad-arguments')
    }
  }

  #isTaken(change: Change, taken: ReadonlySet<string>): boolean {
    const id = changedId(change)
    return taken.has(keyOf(change.table, id)) || this.#rows.now(change.table, id) !== null
  }

  /** Fetches the stored state of rows that were changed unseen; answers those that should not have been there. */
  async #clashes(): Promise<RowKey[]> {
    const unloaded = this.#rows.unloadedChanges()
    if (unloaded.length === 0) return []
    const found = await this.#tx.stored(unloaded)
    const there = new Set(found.map(({ table, id }) => keyOf(table, id)))
    const clashes = this.#created.filter(({ table, id }) => there.has(keyOf(table, id)))
    if (clashes.length === 0) this.#rows.add(found)
    return clashes
  }

  async #writes(ran: readonly Ran[]): Promise<BatchWrites> {
    const { rows, childAudiences, head } = await rowWrites(this.#tx, this.#rows)
    let number = head
    const mutations: LoggedMutation[] = []
    const clientResults: ClientResult[] = []
    const clients = new Map<string, ClientState>()
    for (const { sent, push, outcome, isReplay } of ran) {
      number += 1
      const agentId = agentIdOf(push.actor)
      if (!isReplay) mutations.push(logged(push, sent, outcome, this.#at, number))
      if (push.clientId === null || agentId === null) continue
      clientResults.push({ clientId: push.clientId, mid: sent.mid, opId: sent.opId, outcome, number })
      clients.set(push.clientId, { clientId: push.clientId, agentId, last: sent.mid })
    }
    return {
      head: number,
      rows,
      privates: this.#rows.privates(),
      childAudiences,
      mutations,
      clientResults,
      clients: [...clients.values()],
      effects: this.#effects,
      cancelled: this.#cancelled,
    }
  }
}

interface Wishes {
  readonly held: readonly Scope[]
  readonly ids: Map<string, RowKey>
  readonly parents: Map<string, { table: TableName; parentId: string }>
  /** Shared by all: they are the same for everyone. */
  readonly settings: Set<SettingsTable>
}

function note({ ids, parents, settings }: Wishes, read: Read): void {
  if (read.take === 'children') parents.set(keyOf(read.table, read.parentId), read)
  else if (read.take === 'every') settings.add(read.table)
  else ids.set(keyOf(read.table, read.id), read)
}

const askedResults = ({ clientId, mutations }: Push): AskedResult[] =>
  mutations.flatMap(({ opId, dependsOn }) => [
    { opId, clientId },
    ...dependsOn.map((needed) => ({ opId: needed, clientId: null })),
  ])

function resultsOf(pushes: readonly Push[], ran: readonly Ran[]): MutationResult[][] {
  const byPush = Map.groupBy(ran, ({ push }) => push)
  return pushes.map((push) => (byPush.get(push) ?? []).map(({ sent, outcome }) => ({ opId: sent.opId, outcome })))
}

const isRefused = (result: StoredResult | undefined): boolean => result !== undefined && 'refused' in result.outcome

/** The stored result, word for word [S2]; but nobody learns what became of another agent's mutation. */
const priorOutcome = (prior: StoredResult, agentId: string | null): Outcome =>
  prior.agentId === agentId ? prior.outcome : refuse('id-taken')

const logged = (push: Push, sent: SentMutation, outcome: Outcome, at: string, number: number): LoggedMutation => ({
  opId: sent.opId,
  name: sent.name,
  args: sent.args,
  agentId: agentIdOf(push.actor),
  actor: push.actor.kind === 'agent' ? 'agent' : push.actor.name,
  at,
  namedAt: sent.at,
  outcome,
  number,
})
