import { expect, test } from 'vitest'
import { type CaseSoFar, type Said, caseFeatures, questionOf, saidIn } from '#shared/insight/case-so-far.ts'
import { learningView } from '#shared/insight/learning-view.ts'

const party = (text: string): Said => ({ by: 'party', text, macroId: null })
const desk = (text: string, macroId: string | null = null): Said => ({ by: 'desk', text, macroId })
const about = (said: readonly Said[]): CaseSoFar => ({ queueId: 'q', market: 'SG', locale: 'en', agentId: 'me', said })
const hashes = (said: readonly Said[]): number[] => caseFeatures(about(said)).map(({ hash }) => hash)

// Catches suggestions that stay the same while a conversation goes on.
test('the same words are something else after another step', () => {
  const yes = party('Yes')
  const afterName = hashes([party('Hello'), desk('Is that your name?', 'name'), yes])
  const afterDate = hashes([party('Hello'), desk('Is that the date?', 'date'), yes])
  expect(afterName.filter((hash) => !afterDate.includes(hash)).length).toBeGreaterThan(3)
})

// Catches a model for which each name that a macro fills in is a step of its own.
test('a step is known by its macro, whatever was filled in; what was typed, by how it begins', () => {
  expect(hashes([party('Hi'), desk('Dear Ana', 'dear')])).toEqual(hashes([party('Hi'), desk('Dear Ben', 'dear')]))
  expect(hashes([party('Hi'), desk('One moment, please!')])).toEqual(hashes([party('Hi'), desk('one moment  please')]))
})

test('what a case asks is its subject, and what its party wrote first and last', () => {
  expect(questionOf('Where is it', [party('Where is it? It is late.'), desk('Which?'), party('The lamp')])).toBe(
    'Where is it? It is late.\nThe lamp',
  )
  expect(questionOf('Lamp', [party('Where is it?')])).toBe('Lamp\nWhere is it?')
})

// Catches a thread of thousands of entries that is sent to the worker whole with each message.
test('of a long thread the first entry and the latest count', () => {
  const message = (n: number) => ({
    kind: n % 2 === 0 ? ('reply' as const) : ('event' as const),
    author: { kind: 'party' as const, id: null, name: 'Pat' },
    text: `${n}`,
    macroId: null,
  })
  const said = saidIn(Array.from({ length: 5000 }, (_, n) => message(n)))
  expect(said.length).toBe(41)
  expect([said[0]?.text, said.at(-1)?.text]).toEqual(['0', '4998'])
})

// Catches colleagues who each have a model of their own, and one model for those who work other queues.
test('those who work the same queues share what is learnt, whoever they are', () => {
  expect(learningView(['a/ana', 'all', 'c/q1/SG', 'r/tier-1'])).toBe(
    learningView(['a/ben', 'all', 'c/q1/SG', 'r/tier-2']),
  )
  expect(learningView(['a/ana', 'all', 'c/q1/SG'])).not.toBe(learningView(['a/ana', 'all', 'c/q2/SG']))
})
