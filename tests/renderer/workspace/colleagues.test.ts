import { beforeEach, expect, test } from 'vitest'
import type { PresenceSaid } from '#shared/sync/protocol.ts'
import { Colleagues } from '#renderer/workspace/colleagues.ts'
import { idOf, someInstant } from '#tests/builders.ts'

let now = 0
let said: PresenceSaid[] = []
let pauses: { at: number; work: () => void }[] = []
const one = idOf(1)
const two = idOf(2)

beforeEach(() => {
  now = 0
  said = []
  pauses = []
})

const colleagues = (): Colleagues =>
  new Colleagues({
    present: (what) => void said.push(what),
    now: () => now,
    after: (ms, work) => {
      const pause = { at: now + ms, work }
      pauses.push(pause)
      return () => void (pauses = pauses.filter((other) => other !== pause))
    },
    changed: () => undefined,
  })

/** Lets time pass, with whatever falls due in it. */
function pass(ms: number): void {
  now += ms
  const due = pauses.filter(({ at }) => at <= now)
  pauses = pauses.filter(({ at }) => at > now)
  for (const { work } of due) work()
}

const told = (caseId: string) => ({
  caseId,
  agents: [{ agentId: idOf(9), isTyping: false, isHere: true, seenAt: someInstant }],
})

// Catches a frame to the service for every letter.
test('typing is said once in three seconds, and ends after a pause', () => {
  const at = colleagues()
  at.open(one)
  for (let letters = 0; letters < 40; letters += 1) {
    at.typed()
    pass(100)
  }
  expect(said.filter(({ isTyping }) => isTyping)).toHaveLength(2)
  pass(4000)
  expect(said.at(-1)).toEqual({ caseId: one, isTyping: false })
  at.typed()
  expect(said.at(-1)).toEqual({ caseId: one, isTyping: true })
})

test('what was sent is typed no more, and going to another case says so', () => {
  const at = colleagues()
  at.open(one)
  at.typed()
  at.stopped()
  at.stopped()
  expect(said.map(({ isTyping }) => isTyping)).toEqual([false, true, false])
  at.typed()
  at.open(two)
  expect(said.at(-1)).toEqual({ caseId: two, isTyping: false })
  pass(10_000)
  expect(said.at(-1)).toEqual({ caseId: two, isTyping: false })
})

// Catches colleagues of the case before, shown on the one that was opened after it.
test('only the case in front has colleagues; what is told of another comes too late', () => {
  const at = colleagues()
  at.open(one)
  at.hear(told(one))
  expect(at.on(one)).toEqual(told(one))
  at.open(two)
  at.hear(told(one))
  expect(at.on(one)).toBeNull()
  expect(at.on(two)).toBeNull()
})
