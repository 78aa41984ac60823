import { expect, test } from 'vitest'
import { quotesIn } from '#renderer/workspace/case-parties.ts'
import type { Case } from '#shared/domain/case.ts'
import type { Message } from '#shared/domain/message.ts'
import { aCase, anAgent, aParty, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const seller = idOf(0x70)
const stranger = idOf(0x71)
const own = aCase()
const row = aCase({ partyIds: [own.partyId, seller] })
const caseId = row.id
const written = <More extends object>(n: number, more: More) => ({
  caseId,
  messageId: idOf(n),
  text: 'Please look into it.',
  ...more,
})
const onDesk = (set: Partial<Case> = {}): OnRows =>
  new OnRows({
    cases: [{ ...row, ...set }],
    parties: [aParty({ id: seller, kind: 'seller', name: 'Lim Trading' })],
    agents: [ana, anAgent({ id: idOf(0x80), name: 'Ben' }), anAgent({ id: idOf(0x81), active: false })],
  })
const caseOn = (desk: OnRows): Case | undefined => desk.rows.get('cases', caseId)
const message = (desk: OnRows, n: number) => desk.rows.changed('messages', idOf(n)) as Message | null | undefined

// Catches a reply that goes to whoever is the case's own party, though it was written to another.
test('a reply is for the parties that it names, all of them of the case', () => {
  const desk = onDesk()
  const to = (partyIds: string[]) => written(0x51, { afterReplyId: null, partyIds })
  expect(desk.run(ana, 'case.reply', to([stranger]))).toEqual({ refused: 'not-a-party', about: stranger })
  expect(desk.run(ana, 'case.reply', to([seller]))).toBeNull()
  expect(message(desk, 0x51)?.partyIds).toEqual([seller])
})

// Catches a customer's words, or a note, quoted to the seller.
test('nothing is quoted to a party that was not for them', () => {
  const desk = onDesk()
  const quoting = (partyIds: string[]) =>
    written(0x51, { afterReplyId: null, partyIds: [seller], quotes: [{ messageId: idOf(0x40), partyIds }] })
  for (const seen of [[row.partyId], []]) {
    expect(desk.run(ana, 'case.reply', quoting(seen))).toEqual({ refused: 'quote-of-other-party', about: idOf(0x40) })
  }
  expect(desk.run(ana, 'case.reply', quoting([row.partyId, seller]))).toBeNull()
})

// Catches a message of the seller that stands there as the customer's.
test('what a party writes is kept under their name, and a stranger is not heard', () => {
  const desk = onDesk()
  expect(desk.runAsService('case.receive', written(0x60, { partyId: stranger }))).toMatchObject({
    refused: 'not-a-party',
  })
  expect(desk.runAsService('case.receive', written(0x60, { partyId: seller }))).toBeNull()
  expect(message(desk, 0x60)).toMatchObject({ author: { id: seller, name: 'Lim Trading' }, partyIds: [seller] })
})

// Catches a customer who is forgotten because the seller was answered.
test('whoever was not answered still waits, and the longest wait is the case’s', () => {
  const earlier = '2026-11-22T06:00:00.000Z'
  const desk = onDesk({ waitingSince: earlier })
  desk.runAsService('case.receive', written(0x60, { partyId: seller }))
  expect(caseOn(desk)?.waitingSince).toBe(earlier)
  desk.run(ana, 'case.reply', written(0x51, { afterReplyId: idOf(0x60), partyIds: [row.partyId] }))
  expect(caseOn(desk)).toMatchObject({ waitingSince: someInstant, waits: [{ partyId: seller, since: someInstant }] })
  desk.run(ana, 'case.reply', written(0x52, { afterReplyId: idOf(0x51), partyIds: [seller] }))
  expect(caseOn(desk)).toMatchObject({ waitingSince: null, waits: [] })
})

// Catches a wait that is lost when a case is solved and opened again.
test('a case that is opened again waits since whoever was never answered asked', () => {
  const desk = onDesk({ waitingSince: someInstant, status: 'open' })
  desk.runAsService('case.receive', written(0x60, { partyId: seller }))
  desk.run(ana, 'case.reply', written(0x51, { afterReplyId: idOf(0x60), partyIds: [row.partyId], status: 'solved' }))
  expect(caseOn(desk)?.waitingSince).toBeNull()
  desk.run(ana, 'case.set-status', { caseId, status: 'open' })
  expect(caseOn(desk)?.waitingSince).toBe(someInstant)
})

// Catches a note that calls for somebody who left, or for nobody.
test('a note names colleagues who work here', () => {
  const desk = onDesk()
  expect(desk.run(ana, 'case.note', written(0x51, { mentionIds: [idOf(0x81)] }))).toMatchObject({
    refused: 'not-an-agent',
  })
  expect(desk.run(ana, 'case.note', written(0x51, { mentionIds: [idOf(0x80)] }))).toBeNull()
  expect(message(desk, 0x51)?.mentionIds).toEqual([idOf(0x80)])
})

// Catches a quote that nobody notices because it was not made with the button.
test('a quote is known by its words, and what everybody was told may be said to anybody', () => {
  const said = (n: number, text: string, partyIds: string[], kind: 'reply' | 'note' = 'reply'): Message => ({
    id: idOf(n),
    caseId,
    kind,
    author: { kind: 'party', id: partyIds[0] ?? null, name: 'Kim' },
    text,
    html: null,
    at: someInstant,
    macroId: null,
    event: null,
    source: null,
    partyIds,
  })
  const messages = [
    said(0x40, 'My card ends in 1111, and I want my money back.', [row.partyId]),
    said(0x41, 'The parcel was weighed before it left.', [row.partyId]),
    said(0x42, 'The parcel was weighed before it left.', [seller]),
    said(0x43, 'She has complained five times already.', [], 'note'),
  ]
  const quotes = (text: string) => quotesIn(text, row, messages, [seller]).map(({ messageId }) => messageId)
  expect(quotes('> My card ends in 1111, and I want my money back.\n\nSee above.')).toEqual([idOf(0x40)])
  expect(quotes('> The parcel was weighed before it left.')).toEqual([idOf(0x42)])
  expect(quotes('> > She has complained five times already.')).toEqual([idOf(0x43)])
  expect(quotes('Her card ends in 1111.\n> Thank you!')).toEqual([])
})
