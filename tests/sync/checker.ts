import type { LoggedMutation } from '#service/sync/ledger.ts'
import type { Failure, FailureKind } from './failure.ts'
import type { Intent } from './intents.ts'
import type { MemoryStore } from './memory-ledger.ts'
import { audiencesOf, replayed, rowsOf } from './row-checks.ts'
import type { Schedule } from './run-schedule.ts'
import type { SimWindow } from './sim-window.ts'
import { Truth } from './truth.ts'

/** Everything that must hold once a schedule is at rest. */
export async function check(schedule: Schedule): Promise<Failure[]> {
  const { store, windows, intents, broken } = schedule
  const failures: Failure[] = broken.map((what) => ({ kind: 'divergent', what }))
  for (const window of windows) failures.push(...stuckIn(window))
  const logged = byOpId(store)
  for (const intent of intents.all) failures.push(...fateOf(intent, windows, store, logged))
  const truth = new Truth(store)
  failures.push(...orderOf(schedule), ...repliesOf(schedule), ...effectsOf(schedule), ...audiencesOf(truth))
  for (const window of windows) failures.push(...rowsOf(window, truth))
  failures.push(...(await replayed(truth, windows)))
  return failures
}

function stuckIn({ index, store, client }: SimWindow): Failure[] {
  if (store === null || client === null) return [{ kind: 'stuck', what: `w${index} did not open` }]
  const waiting = store.outbox.entries().map(({ opId, name }) => `${name} ${opId.slice(-6)}`)
  const { connection, isCaughtUp } = client.state
  const isHere = connection === 'online' && isCaughtUp
  return [
    ...(waiting.length > 0 ? [{ kind: 'stuck' as const, what: `w${index} still has ${waiting.join(', ')}` }] : []),
    ...(isHere
      ? []
      : [{ kind: 'stuck' as const, what: `w${index} is ${connection} and ${isCaughtUp ? '' : 'not '}caught up` }]),
  ]
}

type Logged = ReadonlyMap<string, readonly LoggedMutation[]>

function byOpId({ log }: MemoryStore): Logged {
  const found = new Map<string, LoggedMutation[]>()
  for (const entry of log) found.set(entry.opId, [...(found.get(entry.opId) ?? []), entry])
  return found
}

/** Exactly one of: applied once, or parked with its text where it was written. */
function fateOf(intent: Intent, windows: readonly SimWindow[], store: MemoryStore, all: Logged): Failure[] {
  const { opId, name, args } = intent
  const logged = all.get(opId) ?? []
  const isApplied = logged.some(({ outcome }) => 'applied' in outcome)
  const outbox = windows[intent.window]?.store?.outbox
  const parked = outbox?.parked().find((entry) => entry.opId === opId)
  const isExcused = intent.excuse !== null || intent.isDecided || outbox?.has(opId) === true
  const messageId = args['messageId']
  const isWithoutMessage = typeof messageId === 'string' && store.get('messages', messageId) === undefined
  const dependsOnRefused = intent.dependsOn.some((id) => all.get(id)?.some(({ outcome }) => 'refused' in outcome))
  const found: readonly (readonly [boolean, FailureKind, string])[] = [
    [logged.length > 1, 'duplicated', `ran ${logged.length} times`],
    [isApplied && parked !== undefined, 'duplicated', 'is applied and parked'],
    [isApplied && isWithoutMessage, 'lost', 'is applied without its message'],
    [!isApplied && parked === undefined && !isExcused, 'lost', 'is nowhere'],
    [isAltered(parked, args), 'lost', 'is parked without what was written'],
    [isApplied && dependsOnRefused, 'divergent', 'ran though it depends on a refused one'],
  ]
  const who = `${name} ${opId.slice(-6)} of w${intent.window}`
  return found.filter(([isWrong]) => isWrong).map(([, kind, what]) => ({ kind, what: `${who} ${what}` }))
}

const isAltered = (parked: { readonly args: unknown } | undefined, args: unknown): boolean =>
  parked !== undefined && JSON.stringify(parked.args) !== JSON.stringify(args)

/** What one window did on one case was applied in the order in which it was named. */
function orderOf({ intents, store }: Schedule): Failure[] {
  const numbers = new Map(store.log.map(({ opId, number }) => [opId, number]))
  const latest = new Map<string, number>()
  return intents.all.flatMap(({ opId, window, args, excuse, name }): Failure[] => {
    const number = numbers.get(opId)
    if (number === undefined || excuse !== null) return []
    const key = `${window}/${args.caseId}`
    const before = latest.get(key) ?? 0
    latest.set(key, Math.max(before, number))
    return number < before
      ? [{ kind: 'divergent', what: `${name} ${opId.slice(-6)} of w${window} ran out of order` }]
      : []
  })
}

/** Nothing was sent to a party by someone who had not seen the last reply [S18]. */
function repliesOf({ intents, store }: Schedule): Failure[] {
  const last = new Map<string, unknown>()
  return store.log.flatMap(({ opId, name, args, outcome }): Failure[] => {
    if (!('applied' in outcome)) return []
    const { caseId, messageId } = args as { caseId: string; messageId?: string }
    if (name === 'rows.write' || messageId === undefined) return []
    const message = store.get('messages', messageId)
    if (message?.['kind'] !== 'reply') return []
    const before = last.get(caseId)
    last.set(caseId, messageId)
    const seen = intents.get(opId)?.args['afterReplyId']
    const isBlind = seen !== undefined && before !== undefined && seen !== before
    return isBlind
      ? [{ kind: 'divergent', what: `${name} ${opId.slice(-6)} was sent though the thread had moved` }]
      : []
  })
}

/** Everything that was to go out did, each under one id [S24]. */
function effectsOf({ store, outside }: Schedule): Failure[] {
  const failures: Failure[] = []
  for (const { effect, isDone } of store.effects.values()) {
    if (!isDone) failures.push({ kind: 'stuck', what: `the effect of ${effect.opId.slice(-6)} was never carried out` })
  }
  for (const [opId, { size }] of outside.received) {
    if (size > 1)
      failures.push({ kind: 'duplicated', what: `the effect of ${opId.slice(-6)} went out under ${size} ids` })
  }
  return failures
}
