import { expect, test } from 'vitest'
import { newId } from '#shared/new-id.ts'
import type { Row } from '#shared/tables.ts'
import {
  type PacketDraft,
  draftOf,
  freshDraft,
  missingIn,
  packetOf,
} from '#renderer/features/escalations/packet-draft.ts'

const queueId = newId()
const order = { id: newId(), number: 'PH-70214' } as Row<'orders'>
const sop = { id: newId(), title: 'Item arrived damaged', version: 9 } as Row<'sops'>
const rows = { market: 'PH', order, sop }

const whole: PacketDraft = {
  queueId,
  reason: 'authority-limit',
  ask: ' Refund the whole set? ',
  order: order.id,
  whyNoOrder: '',
  steps: [
    { key: 1, step: 'Asked for photos', result: 'Two photos' },
    { key: 2, step: '', result: '' },
  ],
  sop: sop.id,
  evidence: 'Photos in the thread',
  promise: 'none',
  promiseWhat: '',
  promiseDue: '',
  legalClock: '',
}

// Catches a form that lets an unfinished hand-over go, or counts what nobody has to fill in.
test('an empty hand-over names every part that must be there', () => {
  const draft = freshDraft({ orderId: undefined, sopId: null, queueId: '' })
  expect(missingIn(draft)).toEqual(['queue', 'reason', 'ask', 'order', 'steps', 'sop', 'evidence', 'promise'])
})

// Catches work done twice: what is on the screen must not be asked for again.
test("the case's order and the SOP being read are filled in from the start", () => {
  const draft = freshDraft({ orderId: order.id, sopId: sop.id, queueId })
  expect(missingIn(draft)).toEqual(['reason', 'ask', 'steps', 'evidence', 'promise'])
})

// Catches a step that was tried with nothing said about what came of it.
test('a step without its result is missing, an empty line is not', () => {
  expect(missingIn(whole)).toEqual([])
  expect(missingIn({ ...whole, steps: [...whole.steps, { key: 3, step: 'Called', result: ' ' }] })).toEqual(['steps'])
})

// Catches "none" without a reason passing for an answer.
test('no order needs a reason, and a promise needs to be named', () => {
  const draft: PacketDraft = { ...whole, order: 'none', promise: 'yes', promiseDue: 'soon' }
  expect(missingIn(draft)).toEqual(['why-no-order', 'promise-what', 'promise-due'])
})

// Catches a form whose packet the service would refuse.
test('a whole hand-over becomes a packet, trimmed, with the version of the SOP that was followed', () => {
  expect(packetOf(whole, rows)).toMatchObject({
    ask: 'Refund the whole set?',
    order: { has: 'order', orderId: order.id, number: 'PH-70214' },
    steps: [{ step: 'Asked for photos', result: 'Two photos' }],
    sop: { has: 'sop', sopId: sop.id, title: 'Item arrived damaged', version: 9 },
    promise: { made: 'none' },
    legalClock: null,
  })
})

// Catches a returned hand-over that loses something on its way back into the form.
test('a packet that was returned comes back into the form as it was', () => {
  const promised: PacketDraft = { ...whole, promise: 'yes', promiseWhat: 'An answer', promiseDue: '2026-11-23T16:00' }
  const packet = packetOf(promised, rows)
  expect(packet).not.toBeNull()
  const again = packet === null ? null : packetOf(draftOf(packet, queueId), rows)
  expect(again).toEqual(packet)
})
