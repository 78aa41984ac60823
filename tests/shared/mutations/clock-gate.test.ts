import { expect, test } from 'vitest'
import type { Case } from '#shared/domain/case.ts'
import type { ClockTarget } from '#shared/domain/clock-policy.ts'
import { type ArgsOf, type MutationName, allMutations } from '#shared/mutations/all-mutations.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import type { Overlay } from '#shared/sync/overlay.ts'
import { aCalendar, aCase, aParty, aPolicy, aQueue, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const minutes = (n: number) => ({ low: n * 60, normal: n * 60, high: n * 60, urgent: n * 30 })
const target = (set: Partial<ClockTarget>): ClockTarget => ({
  kind: 'first-reply',
  seconds: minutes(60),
  counts: 'always',
  pausedBy: [],
  ...set,
})
const policy = aPolicy({
  targets: [
    target({}),
    target({ kind: 'next-reply', seconds: minutes(30) }),
    target({ kind: 'update', seconds: minutes(480), pausedBy: ['pending'] }),
    target({ kind: 'resolution', seconds: minutes(600), pausedBy: ['pending', 'on-hold'] }),
  ],
})
const at = (time: string): string => `2026-11-23T${time}:00.000Z`
const other = idOf(0x60)

/** A desk on which time passes: a case that came at ten, with a customer and a seller. */
class Timed {
  readonly rows: Overlay
  readonly #undoMs: number

  constructor(set: Partial<Case> = {}, undoMs = 0, policies = [policy]) {
    const row = aCase({
      status: 'new',
      createdAt: at('10:00'),
      updatedAt: at('10:00'),
      lastReplyBy: 'party',
      lastReplyAt: at('10:00'),
      waitingSince: at('10:00'),
      messageCount: 1,
      partyIds: [idOf(5), other],
      parties: [
        { id: idOf(5), kind: 'customer', name: 'Kim' },
        { id: other, kind: 'seller', name: 'Lamps' },
      ],
      ...set,
    })
    const rows = {
      cases: [row],
      queues: [aQueue()],
      parties: [aParty(), aParty({ id: other, kind: 'seller' })],
      clockPolicies: policies,
      calendars: [aCalendar()],
    }
    this.rows = new OnRows(rows).rows
    this.#undoMs = undoMs
  }

  do<N extends MutationName>(time: string, name: N, args: Omit<ArgsOf<N>, 'caseId'>): this {
    const mutation = allMutations.get(name)
    if (mutation === undefined) throw new Error(name)
    const actor = mutation.by === 'agent' ? ({ kind: 'agent', agent: anAgent() } as const) : clock
    const context = { actor, at: at(time), undoMs: this.#undoMs }
    const outcome = runMutation(mutation, { caseId: idOf(8), ...args }, context, this.rows)
    if ('refused' in outcome) throw new Error(outcome.refused)
    this.rows.write(outcome.changes)
    return this
  }

  reply(time: string, more: object = {}): this {
    const afterReplyId = this.row.lastReplyId
    return this.do(time, 'case.reply', { messageId: newMessageId(), text: 'Soon', afterReplyId, ...more })
  }

  hear(time: string): this {
    return this.do(time, 'case.receive', { messageId: newMessageId(), text: 'And?' })
  }

  get row(): Case {
    const row = this.rows.get('cases', idOf(8))
    if (row === undefined) throw new Error('gone')
    return row
  }

  /** When each clock is over, or what is left of it in minutes, or that it ended. */
  get due(): { readonly [kind: string]: string | number } {
    return Object.fromEntries(
      (this.row.clocks ?? []).map(({ kind, dueAt, leftMs = 0, endedAt }) => [
        kind,
        endedAt === undefined ? (dueAt?.slice(11, 16) ?? leftMs / 60_000) : `ended ${endedAt.slice(11, 16)}`,
      ]),
    )
  }
}
const clock = { kind: 'system', name: 'clock' } as const
let made = 0
const newMessageId = (): string => idOf(0x1000 + made++)

// Catches: a way to answer, to wait, to solve or to open again that a clock does not hear of.
test('clocks follow what happens on a case, whichever mutation it is', () => {
  const desk = new Timed().do('10:05', 'case.set-priority', { priority: 'high' })
  expect(desk.due).toEqual({ 'first-reply': '11:00', resolution: '20:00' })
  desk.do('10:06', 'case.set-priority', { priority: 'urgent' })
  expect(desk.due).toEqual({ 'first-reply': '10:30', resolution: '15:00' })
  desk.do('10:07', 'case.set-priority', { priority: 'normal' }).reply('10:20')
  expect(desk.due).toEqual({ 'first-reply': 'ended 10:20', update: '18:20', resolution: '20:00' })
  desk.hear('11:00')
  expect(desk.due).toMatchObject({ 'next-reply': '11:30', resolution: '20:00' })
  // An hour in which the party has to say something does not count.
  desk.reply('11:10', { status: 'pending' })
  expect(desk.due).toEqual({ 'first-reply': 'ended 10:20', update: 480, resolution: 600 - 70 })
  desk.hear('12:10')
  expect(desk.due).toMatchObject({ 'next-reply': '12:40', update: '20:10', resolution: '21:00' })
  desk.reply('12:20', { status: 'solved' })
  expect(desk.due).toEqual({ 'first-reply': 'ended 10:20', resolution: 'ended 12:20' })
  // Opened again it goes on where it stood.
  desk.hear('14:20')
  expect(desk.due).toMatchObject({ 'next-reply': '14:50', resolution: '23:00' })
})

// Catches: a reply taken back that still counts as the first one.
test('a reply that is taken back has answered nobody', () => {
  const desk = new Timed({ waitingSince: at('10:00') }, 10_000).do('10:01', 'case.set-priority', { priority: 'low' })
  const before = desk.row
  desk.reply('10:20', { status: 'pending' })
  const messageId = desk.row.lastReplyId ?? ''
  expect(desk.row.times).toMatchObject({ firstReplyAt: at('10:20') })
  expect(desk.due).toMatchObject({ 'first-reply': 'ended 10:20' })
  desk.do('10:20', 'case.take-back', { messageId })
  expect(desk.row.times).toEqual(before.times)
  expect(desk.row.clocks).toEqual(before.clocks)
})

// Catches: a clock that says the customer is to answer while it is the seller who was asked.
test('while a case is pending, whoever was asked last holds it', () => {
  const desk = new Timed().reply('10:20', { status: 'pending', partyIds: [other] })
  expect(desk.row.times?.askedKind).toBe('seller')
  desk.reply('10:30', { partyIds: [idOf(5)] })
  expect(desk.row.times?.askedKind).toBeUndefined()
})

// Catches: rows that grow fields in a workspace that promises nothing.
test('where nobody has promised anything no time is kept', () => {
  const desk = new Timed({}, 0, []).reply('10:20')
  expect(desk.row).not.toHaveProperty('times')
  expect(desk.row).not.toHaveProperty('clocks')
})

// Catches: what was made known of a clock told again because the case changed, or kept although there is time again.
test('what was made known of a clock stays as long as it is so', () => {
  const desk = new Timed({ priority: 'urgent' })
    .do('10:01', 'case.change-tags', { add: ['a'], remove: [] })
    .do('10:45', 'case.tell-clocks', { eventId: newMessageId() })
  expect(desk.row.clocks?.[0]).toMatchObject({ warnedAt: at('10:45'), breachedAt: at('10:45'), raised: 1 })
  expect(desk.row.raised).toEqual({ level: 1, at: at('10:45') })
  desk.do('10:46', 'case.change-tags', { add: ['b'], remove: [] })
  expect(desk.row.clocks?.[0]).toMatchObject({ breachedAt: at('10:45'), raised: 1 })
  // It is told once.
  const told = desk.row
  desk.do('10:47', 'case.tell-clocks', { eventId: newMessageId() })
  expect(desk.row).toBe(told)
  desk.do('10:48', 'case.set-priority', { priority: 'low' })
  expect(desk.row.clocks?.[0]).toMatchObject({ dueAt: at('11:00') })
  expect(desk.row.clocks?.[0]).not.toHaveProperty('breachedAt')
  expect(desk.row.clocksAt).toBe(at('10:50'))
})
