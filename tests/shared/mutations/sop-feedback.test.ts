import { expect, test } from 'vitest'
import { ownAudience } from '#shared/audience.ts'
import { aSop, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const wei = anAgent({ id: idOf(0x41), name: 'Wei Ong', role: 'knowledge' })
const siti = anAgent({ id: idOf(0x42), name: 'Siti Lim', role: 'supervisor' })
const sop = aSop({ version: 2, owner: { agentId: siti.id, name: siti.name } })
const sopFeedbackId = idOf(0xf5)
const said = {
  sopFeedbackId,
  sopId: sop.id,
  kind: 'wrong',
  text: 'It is 14 days now.',
  market: 'US',
  locale: 'en',
} as const

test('what an agent says of an SOP reaches its owner and the knowledge desk, who answer it', () => {
  const desk = new OnRows({ sops: [sop] })
  expect(desk.run(ana, 'sop.feed-back', said)).toBeNull()
  const row = desk.rows.get('sopFeedback', sopFeedbackId)
  expect(row).toMatchObject({ title: sop.title, version: 2, ownerId: siti.id, byName: ana.name, answer: null })
  expect(row === undefined ? [] : ownAudience('sopFeedback', row)).toEqual(
    [`a/${ana.id}`, `a/${siti.id}`, 'r/admin', 'r/knowledge'].sort(),
  )
  expect(desk.run(ana, 'sop.answer-feedback', { sopFeedbackId, said: 'So it is.' })).toEqual({ refused: 'not-allowed' })
  expect(desk.run(siti, 'sop.answer-feedback', { sopFeedbackId, said: 'Mended in version 3.' })).toBeNull()
  expect(desk.rows.get('sopFeedback', sopFeedbackId)?.answer).toMatchObject({ byName: siti.name })
  expect(desk.run(wei, 'sop.answer-feedback', { sopFeedbackId, said: '' })).toBeNull()
})

test('that something is wrong or missing has to be said in words', () => {
  const desk = new OnRows({ sops: [sop] })
  expect(desk.run(ana, 'sop.feed-back', { ...said, text: ' ' })).toEqual({ refused: 'bad-arguments', about: 'text' })
  expect(desk.run(ana, 'sop.feed-back', { ...said, sopId: null })).toMatchObject({ refused: 'not-found' })
})

// Catches a telephone number or an address that is kept because somebody searched for it.
test('of a search that found nothing no numbers and no addresses are kept', () => {
  const desk = new OnRows({})
  const search = {
    ...said,
    sopId: null,
    kind: 'not-found',
    text: 'kim@example.com +65 9123 4542 tin lid 14 days',
  } as const
  expect(desk.run(ana, 'sop.feed-back', search)).toBeNull()
  expect(desk.rows.get('sopFeedback', sopFeedbackId)?.text).toBe('… +… tin lid 14 days')
})
