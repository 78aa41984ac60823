import { expect, test } from 'vitest'
import { CarryList } from '#renderer/workspace/carry-list.ts'
import { aCase, aQueue, anAgent, idOf, someInstant } from '../../builders.ts'
import { MemoryDesk } from './memory-desk.ts'

const begin = Date.parse(someInstant)
const me = anAgent()
const elsewhere = aQueue({ id: idOf(0x70), name: 'Elsewhere', teamIds: [idOf(0x71)] })
const row = (n: number, set: Parameters<typeof aCase>[0] = {}) =>
  ['cases', aCase({ id: idOf(n), number: String(n), queueId: elsewhere.id, ...set })] as const

/** A desk whose agent works none of the queue that the cases lie in. */
const opened = (...rows: ReturnType<typeof row>[]): Promise<MemoryDesk> =>
  MemoryDesk.open(me, [['queues', elsewhere], ...rows], begin)

const key = (n: number): string => `messages/${idOf(n)}`

// Catches: an own case that goes because it was put aside, or because somebody set a limit.
test('an agent carries their own open cases, put aside or not, and no other', async () => {
  const until = '2026-12-24T07:00:00.000Z'
  const asleep = { until, reason: null, byAgentId: me.id, at: someInstant, wakeOnReply: true }
  const { workspace } = await opened(
    row(0x201, { assigneeId: me.id }),
    row(0x202, { assigneeId: me.id, snooze: asleep }),
    row(0x203, { assigneeId: me.id, status: 'solved' }),
    row(0x204),
  )
  const carried = new CarryList(workspace)
  expect([0x201, 0x202, 0x203, 0x204].map((n) => carried.has(key(n)))).toEqual([true, true, false, false])
  expect([0x201, 0x203, 0x999].map((n) => carried.isOpen(key(n)))).toEqual([true, false, false])
})

// Catches: a thread that goes while somebody writes on it, who then has to answer blind.
test('a case with a draft or with a step that is not sent is carried for as long as that is so', async () => {
  const desk = await opened(row(0x201), row(0x202), row(0x203))
  const { workspace } = desk
  const carried = new CarryList(workspace)
  expect(carried.has(key(0x201))).toBe(false)
  const draft = { kind: 'reply', text: 'Half', macroId: null, afterReplyId: null, at: someInstant } as const
  void workspace.saveDraft({ caseId: idOf(0x201), ...draft })
  workspace.mutate('case.change-tags', { caseId: idOf(0x202), add: ['late'], remove: [] })
  workspace.mutate('case.change-tags', { caseId: idOf(0x203), add: ['late'], remove: [] })
  expect([0x201, 0x202, 0x203].map((n) => carried.has(key(n)))).toEqual([true, true, true])
  void workspace.dropDraft(idOf(0x201))
  await desk.page([], [], 'applied')
  expect([0x201, 0x202, 0x203].map((n) => carried.has(key(n)))).toEqual([false, false, false])
})

// Catches: what was refused, and waits for the agent to decide, without the thread that it is about.
test('a case on which something was refused is carried until its agent has decided', async () => {
  const desk = await opened(row(0x201))
  const carried = new CarryList(desk.workspace)
  desk.workspace.mutate('case.change-tags', { caseId: idOf(0x201), add: ['late'], remove: [] })
  await desk.page([], [], 'refused')
  expect(carried.has(key(0x201))).toBe(true)
})
