import { expect, test } from 'vitest'
import { ownAudience } from '#shared/audience.ts'
import { type MacroContent, contentOf } from '#shared/domain/macro.ts'
import { aMacro, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const wei = anAgent({ id: idOf(0x41), name: 'Wei Ong', role: 'knowledge' })
const siti = anAgent({ id: idOf(0x42), name: 'Siti Lim', role: 'supervisor', teamIds: [idOf(2)] })
const alex = anAgent({ id: idOf(0x43), name: 'Alex Koh', role: 'admin' })
const ids = { macroId: idOf(10), versionId: idOf(0xc1) }
const shared: MacroContent = contentOf(aMacro())
const personal: MacroContent = { ...shared, scope: { of: 'agent', agentId: ana.id } }
const save = (content: MacroContent, versionId = ids.versionId) => ({ ...ids, versionId, content, note: 'First.' })
const publish = { ...ids, insteadOf: null, originalId: idOf(0xc9), said: '' }

test('a personal macro is written and published by its agent alone, without a review', () => {
  const desk = new OnRows({})
  expect(desk.run(ana, 'macro.save-draft', save(personal))).toBeNull()
  expect(desk.run(wei, 'macro.publish', publish)).toMatchObject({ refused: 'not-allowed' })
  expect(desk.run(ana, 'macro.publish', publish)).toBeNull()
  expect(desk.rows.get('macros', ids.macroId)).toMatchObject({ active: true, version: 1, title: 'Orders::Late' })
})

test('a shared macro goes from draft to review to publishing by a second person', () => {
  const desk = new OnRows({})
  expect(desk.run(wei, 'macro.save-draft', save(shared))).toBeNull()
  expect(desk.run(siti, 'macro.publish', publish)).toMatchObject({ refused: 'not-allowed' })
  expect(desk.run(alex, 'macro.publish', publish)).toEqual({ refused: 'macro-not-reviewed' })
  expect(desk.run(wei, 'macro.ask-review', { versionId: ids.versionId })).toBeNull()
  expect(desk.run(wei, 'macro.publish', publish)).toEqual({ refused: 'macro-own-review' })
  expect(desk.run(alex, 'macro.send-back', { versionId: ids.versionId, said: 'Too long.' })).toBeNull()
  expect(desk.rows.get('macroVersions', ids.versionId)).toMatchObject({ state: 'draft', review: { said: 'Too long.' } })
  expect(desk.run(wei, 'macro.ask-review', { versionId: ids.versionId })).toBeNull()
  expect(desk.run(alex, 'macro.publish', publish)).toBeNull()
  expect(desk.rows.get('macroVersions', ids.versionId)).toMatchObject({
    state: 'published',
    publishedAt: someInstant,
  })
})

// Catches a reviewer who publishes something else than they read.
test('writing on during a review makes it a draft again', () => {
  const desk = new OnRows({})
  desk.run(wei, 'macro.save-draft', save(shared))
  desk.run(wei, 'macro.ask-review', { versionId: ids.versionId })
  expect(desk.run(wei, 'macro.save-draft', save({ ...shared, template: 'Other.' }))).toBeNull()
  expect(desk.run(alex, 'macro.publish', publish)).toEqual({ refused: 'macro-not-reviewed' })
})

test('the first version over an imported macro keeps the imported text, and the next one archives the last', () => {
  const imported = aMacro({ html: '<p>Old</p>', description: 'Gone with the new text', usageCount: 7 })
  const desk = new OnRows({ macros: [imported] })
  desk.run(alex, 'macro.save-draft', save({ ...shared, template: 'New.' }))
  desk.run(alex, 'macro.ask-review', { versionId: ids.versionId })
  expect(desk.run(alex, 'macro.publish', publish)).toBeNull()
  expect(desk.rows.get('macroVersions', publish.originalId)).toMatchObject({
    number: 0,
    state: 'archived',
    content: { template: 'Sorry for the wait.' },
  })
  const now = desk.rows.get('macros', ids.macroId)
  expect(now).toMatchObject({ template: 'New.', html: null, version: 1, usageCount: 7 })
  expect(now).not.toHaveProperty('description')
  const second = { ...save({ ...shared, template: 'Newer.' }, idOf(0xc2)) }
  desk.run(alex, 'macro.save-draft', second)
  desk.run(alex, 'macro.ask-review', { versionId: second.versionId })
  const next = { ...publish, versionId: second.versionId, insteadOf: ids.versionId, originalId: idOf(0xca) }
  expect(desk.run(alex, 'macro.publish', next)).toBeNull()
  expect(desk.rows.get('macroVersions', ids.versionId)?.state).toBe('archived')
  expect(desk.rows.get('macros', ids.macroId)).toMatchObject({ version: 2, versionId: second.versionId })
})

// Catches the version of a colleague that is lost because two people wrote at the same time.
test('a version that was begun before the one in force is refused, not put over it', () => {
  const desk = new OnRows({ macros: [aMacro()] })
  for (const versionId of [idOf(0xc1), idOf(0xc2)]) {
    desk.run(alex, 'macro.save-draft', save(shared, versionId))
    desk.run(alex, 'macro.ask-review', { versionId })
  }
  expect(desk.run(alex, 'macro.publish', publish)).toBeNull()
  const late = { ...publish, versionId: idOf(0xc2), insteadOf: idOf(0xc1), originalId: idOf(0xcb) }
  expect(desk.run(alex, 'macro.publish', late)).toEqual({ refused: 'macro-moved-on', about: 'version' })
})

test('a supervisor writes for their team and not for the workspace; tier 1 writes for themselves only', () => {
  const desk = new OnRows({})
  const forTeam: MacroContent = { ...shared, scope: { of: 'team', teamId: idOf(2) } }
  expect(desk.run(siti, 'macro.save-draft', save(shared))).toEqual({ refused: 'not-allowed', about: 'scope' })
  expect(desk.run(siti, 'macro.save-draft', save(forTeam))).toBeNull()
  expect(desk.run(ana, 'macro.save-draft', save(forTeam, idOf(0xd1)))).toMatchObject({ refused: 'not-allowed' })
  expect(desk.run(wei, 'macro.save-draft', save(personal, idOf(0xd2)))).toMatchObject({ refused: 'not-allowed' })
})

// Catches a personal macro that is widened to everyone by its author, and a shared one that is taken for oneself.
test('whom a macro is for changes only by somebody who may write for both', () => {
  const desk = new OnRows({ macros: [aMacro()] })
  expect(desk.run(ana, 'macro.save-draft', save(personal))).toEqual({ refused: 'not-allowed', about: 'scope' })
})

test('a macro is taken out of use, and a draft thrown away, by whoever may write them', () => {
  const desk = new OnRows({ macros: [aMacro()] })
  expect(desk.run(ana, 'macro.archive', { macroId: ids.macroId, versionId: null })).toMatchObject({
    refused: 'not-allowed',
  })
  expect(desk.run(alex, 'macro.archive', { macroId: ids.macroId, versionId: null })).toBeNull()
  expect(desk.rows.get('macros', ids.macroId)?.active).toBe(false)
  desk.run(alex, 'macro.save-draft', save(shared))
  expect(desk.run(alex, 'macro.archive', ids)).toBeNull()
  expect(desk.rows.get('macroVersions', ids.versionId)?.state).toBe('archived')
})

test('two questions of one name are refused: one of the answers would be lost', () => {
  const input = { key: 'sum', label: 'Sum', kind: 'text' as const, options: [], isRequired: true }
  const desk = new OnRows({})
  expect(desk.run(alex, 'macro.save-draft', save({ ...shared, inputs: [input, input] }))).toEqual({
    refused: 'bad-arguments',
    about: 'inputs',
  })
})

test('a draft is seen by its author and by reviewers; one of a personal macro by its author alone', () => {
  const desk = new OnRows({})
  desk.run(wei, 'macro.save-draft', save(shared))
  desk.run(ana, 'macro.save-draft', { ...save(personal, idOf(0xd5)), macroId: idOf(0xd6) })
  const of = (id: string) => ownAudience('macroVersions', desk.rows.get('macroVersions', id) ?? { id })
  expect(of(ids.versionId)).toEqual([`a/${wei.id}`, 'r/admin', 'r/knowledge', 'r/supervisor'])
  expect(of(idOf(0xd5))).toEqual([`a/${ana.id}`, 'own'])
})
