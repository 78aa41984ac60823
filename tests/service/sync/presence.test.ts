import { beforeEach, expect, test } from 'vitest'
import type { Scope } from '#shared/audience.ts'
import type { PresenceTold } from '#shared/sync/protocol.ts'
import type { RunningLease } from '#service/clocks/leases.ts'
import { Presence, type Viewer } from '#service/sync/presence.ts'
import { caseRow, idOf } from '../world.ts'

const caseId = idOf('cases', 'M1')
const other = idOf('cases', 'M2')
const start = Date.parse('2026-11-22T08:00:00.000Z')

/** A window in a test: what it was told, and when it was last heard of. */
class Window implements Viewer {
  readonly agentId: string
  readonly told: PresenceTold[] = []
  heardAt = start

  constructor(agentId: string) {
    this.agentId = agentId
  }

  tell(told: PresenceTold): void {
    this.told.push(told)
  }

  /** What it shows: the last thing it was told. */
  get sees(): readonly { agentId: string; isTyping: boolean; isHere: boolean }[] {
    return (this.told.at(-1)?.agents ?? []).map(({ agentId, isTyping, isHere }) => ({ agentId, isTyping, isHere }))
  }
}

let now = start
let waiting: (() => void)[] = []
let audience: readonly Scope[] = ['q/1']
let held: { readonly [agentId: string]: readonly Scope[] } = {}
let lease: RunningLease | null = null

beforeEach(() => {
  now = start
  waiting = []
  audience = ['q/1']
  held = { ana: ['q/1'], ben: ['q/1'], siti: ['*'], farid: ['q/2'] }
  lease = null
})

const presence = (): Presence =>
  new Presence({
    now: () => now,
    after: (_ms, work) => void waiting.push(work),
    audienceOf: () => Promise.resolve(audience),
    heldBy: (agentId) => held[agentId] ?? [],
    leaseOf: () => lease,
    opened: () => undefined,
    failed: (error) => {
      throw error
    },
  })

/** Lets answers come in, and then everything that was put off be told. */
async function settle(): Promise<void> {
  await Promise.resolve()
  await Promise.resolve()
  const due = waiting
  waiting = []
  for (const work of due) work()
}

function joined(at: Presence, ...agentIds: string[]): Window[] {
  return agentIds.map((agentId) => {
    const window = new Window(agentId)
    at.arrived(window)
    at.said(window, { caseId, isTyping: false })
    return window
  })
}

const written = (scopes: readonly Scope[]) => ({
  table: 'cases' as const,
  id: caseId,
  version: 1,
  row: caseRow('M1', {}),
  audience: scopes,
  was: [],
  existed: true,
})

test('those who have a case open see each other, and not themselves', async () => {
  const [ana, ben] = joined(presence(), 'ana', 'ben')
  await settle()
  expect(ana?.sees).toEqual([{ agentId: 'ben', isTyping: false, isHere: true }])
  expect(ben?.sees).toEqual([{ agentId: 'ana', isTyping: false, isHere: true }])
})

// Catches a window that learns who works on a case which its agent may not see.
test('[S16] whoever may not see the case is told nothing of it, nor told of to others', async () => {
  const [ana, farid] = joined(presence(), 'ana', 'farid')
  await settle()
  expect(farid?.told).toEqual([])
  expect(ana?.sees).toEqual([])
})

// Catches rights that are looked at when a case is opened, and never again.
test('[S16] a case that leaves an agent’s sight is told of to them no more, from that moment', async () => {
  const at = presence()
  const [ana, ben, siti] = joined(at, 'ana', 'ben', 'siti')
  await settle()
  const before = ben?.told.length
  at.follow([written(['q/3'])])
  if (ana !== undefined) at.said(ana, { caseId, isTyping: true })
  await settle()
  expect(ben?.told).toHaveLength(before ?? -1)
  expect(siti?.sees).toEqual([])
})

test('[S16] where another process wrote, nobody is told until it is known who may see what', async () => {
  const at = presence()
  const [ana, ben] = joined(at, 'ana', 'ben')
  await settle()
  audience = ['q/3']
  at.reload()
  const before = ben?.told.length
  if (ana !== undefined) at.said(ana, { caseId, isTyping: true })
  await settle()
  expect(ben?.told).toHaveLength(before ?? -1)
})

// Catches "is typing" that stays on the screen of others for ever after the writer's window was lost.
test('typing is told, and ends by itself where it is not said again', async () => {
  const at = presence()
  const [ana, ben] = joined(at, 'ana', 'ben')
  if (ana !== undefined) at.said(ana, { caseId, isTyping: true })
  await settle()
  expect(ben?.sees).toEqual([{ agentId: 'ana', isTyping: true, isHere: true }])
  now += 5000
  at.tick()
  await settle()
  expect(ben?.sees[0]?.isTyping).toBe(true)
  now += 1000
  at.tick()
  await settle()
  expect(ben?.sees).toEqual([{ agentId: 'ana', isTyping: false, isHere: true }])
})

// Catches an age that counts from the moment the service noticed, up to 40 seconds late.
test('who breaks off is shown with the moment they were last heard of, for ten minutes', async () => {
  const at = presence()
  const [ana, ben] = joined(at, 'ana', 'ben')
  now += 40_000
  if (ana !== undefined) at.left(ana)
  await settle()
  expect(ben?.told.at(-1)?.agents).toEqual([
    { agentId: 'ana', isTyping: false, isHere: false, seenAt: new Date(start).toISOString() },
  ])
  now = start + 10 * 60_000
  at.tick()
  await settle()
  expect(ben?.sees).toEqual([])
})

test('who goes to another case has left, and is not said to have broken off', async () => {
  const at = presence()
  const [ana, ben] = joined(at, 'ana', 'ben')
  if (ana !== undefined) at.said(ana, { caseId: other, isTyping: false })
  await settle()
  expect(ben?.sees).toEqual([])
})

test('an agent with two windows is one, and is here until the last of them is gone', async () => {
  const at = presence()
  const [first, second, ben] = joined(at, 'ana', 'ana', 'ben')
  if (first !== undefined) at.left(first)
  await settle()
  expect(ben?.sees).toEqual([{ agentId: 'ana', isTyping: false, isHere: true }])
  expect(second?.sees).toEqual([{ agentId: 'ben', isTyping: false, isHere: true }])
})

// Catches a frame to every viewer for every letter that somebody types.
test('whatever happens within a moment is told once', async () => {
  const at = presence()
  const [ana, ben] = joined(at, 'ana', 'ben')
  await settle()
  const before = ben?.told.length ?? 0
  for (const isTyping of [true, false, true, false, true]) if (ana !== undefined) at.said(ana, { caseId, isTyping })
  await settle()
  expect(ben?.told).toHaveLength(before + 1)
  expect(ben?.sees[0]?.isTyping).toBe(true)
})

// Catches a window that missed something and is told nothing until the next change.
test('[S12] whoever says the same again is told how it stands', async () => {
  const at = presence()
  const [, ben] = joined(at, 'ana', 'ben')
  await settle()
  const before = ben?.told.length ?? 0
  if (ben !== undefined) at.said(ben, { caseId, isTyping: false })
  expect(ben?.told).toHaveLength(before + 1)
})

test('colleagues are told when a claim runs out, and its own agent is not', async () => {
  lease = { agentId: 'ana', until: start + 60_000 }
  const [ana, ben] = joined(presence(), 'ana', 'ben')
  await settle()
  expect(ben?.told.at(-1)?.lease).toEqual({ agentId: 'ana', until: new Date(start + 60_000).toISOString() })
  expect(ana?.told.at(-1)?.lease).toBeUndefined()
})
