import { expect, test } from 'vitest'
import type { Scope } from '#shared/audience.ts'
import { type CaseSoFar, caseFeatures } from '#shared/insight/case-so-far.ts'
import { writeInsight } from '#shared/insight/insight-file.ts'
import { hashOf } from '#shared/insight/feature.ts'
import { judge, placeOf } from '#shared/insight/model.ts'
import { type Example, exampleOf, learn } from '#service/insight/learn.ts'
import { type SeenLessons, learnView } from '#service/insight/learn-views.ts'

const about = (text: string): CaseSoFar => ({
  queueId: 'q',
  market: 'SG',
  locale: 'en',
  agentId: 'me',
  said: [{ by: 'party', text, macroId: null }],
})
const example = (n: number, text: string, macroId: string): Example =>
  exampleOf(`case ${n}`, macroId, caseFeatures(about(text)))
const several = (text: string, macroId: string, from: number): Example[] =>
  Array.from({ length: 8 }, (_, n) => example(from + n, text, macroId))

const history = [...several('where is my parcel', 'late', 0), ...several('I want my money back', 'refund', 100)]

// Catches a model that learns nothing, or the wrong way round.
test('what was used after such words is likelier after them', () => {
  const model = learn(history)
  const likeliest = (text: string): string | undefined => {
    const { chances } = judge(model, caseFeatures(about(text)))
    return model.classes[chances.indexOf(Math.max(...chances))]?.id
  }
  expect([likeliest('My parcel is where?'), likeliest('money back')]).toEqual(['late', 'refund'])
})

test('the same history teaches the same, to the last bit', () => {
  const file = () =>
    writeInsight({ view: '', version: '', at: '2026-11-22T07:00:00.000Z', macros: learn(history), sops: learn([]) })
  expect(file()).toEqual(file())
})

// Catches names and numbers of one party that leave the service with the model.
test('what is so in fewer than three cases is not learnt, however often it is said in them', () => {
  const secret = Array.from({ length: 9 }, (_, n) => example(n % 2, 'parcel of Zebulon', 'late'))
  const model = learn([...history, ...secret])
  expect(placeOf(model, hashOf('word\u0000parcel'))).not.toBe(-1)
  expect(placeOf(model, hashOf('word\u0000zebulon'))).toBe(-1)
})

test('the file is bounded: the weightiest pairs are kept', () => {
  const model = learn(history, { leastCases: 3, mostClasses: 10, mostPostings: 20, epochs: 3 })
  expect(model.classOf.length).toBeLessThanOrEqual(20)
  expect(model.classOf.length).toBeGreaterThan(0)
})

// Catches words of cases of another site that leak into what an agent is sent.
test('nothing is learnt from cases that not everybody who shares it may see', () => {
  const lessons = (examples: readonly Example[], audience: readonly Scope[]): SeenLessons[] =>
    examples.map((one) => ({ macros: [one], sops: [], audience }))
  const all = [
    ...lessons(history, ['c/q/SG']),
    ...lessons(several('unmentionable ailment', 'late', 200), ['c/clinic/SG', 'a/me']),
  ]
  const narrow = learnView({ view: 'narrow', scopes: ['all', 'c/q/SG'] }, all)
  expect(narrow.macros).toEqual(learn(history))
  expect(placeOf(narrow.macros, hashOf('word\u0000unmentionable'))).toBe(-1)
  const wide = learnView({ view: 'wide', scopes: ['*'] }, all)
  expect(placeOf(wide.macros, hashOf('word\u0000unmentionable'))).not.toBe(-1)
})
