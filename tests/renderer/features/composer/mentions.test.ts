import { expect, test } from 'vitest'
import { mentionAt, mentionable, mentionsIn } from '#renderer/features/composer/mentions.ts'
import { whoSees } from '#renderer/workspace/who-sees.ts'
import { aCase, aQueue, anAgent, idOf } from '#tests/builders.ts'

const queue = aQueue()
const ana = anAgent()
const siti = anAgent({ id: idOf(0x21), name: 'Siti Lim', queueIds: [], sees: 'workspace' })
const simon = anAgent({ id: idOf(0x22), name: 'Simon Lee', queueIds: [] })
const gone = anAgent({ id: idOf(0x23), name: 'Sia Ong', active: false })
const all = [simon, siti, ana, gone]

test('what follows an @ is a name to be completed, and an address is not', () => {
  expect(mentionAt('Ask @si')).toBe('si')
  expect(mentionAt('(@')).toBe('')
  expect(mentionAt('kim@example')).toBeNull()
  expect(mentionAt('@Siti is on it')).toBeNull()
})

// Catches a colleague who is asked something, and on whose desk the case is not.
test('who sees the case is offered first; who does not is marked; who has left is not offered', () => {
  const sees = whoSees({ all: (() => [queue]) as never }, aCase())
  expect(mentionable(all, 'si', sees).map(({ agent, sees: isSeen }) => [agent.name, isSeen])).toEqual([
    ['Siti Lim', true],
    ['Simon Lee', false],
  ])
  const held = whoSees({ all: (() => [queue]) as never }, aCase({ assigneeId: simon.id }))
  expect(mentionable(all, 'simon', held)).toMatchObject([{ sees: true }])
})

test('the longest name that stands after an @ is the one that is meant', () => {
  const long = anAgent({ id: idOf(0x24), name: 'Siti Lim Abdullah' })
  expect(mentionsIn('@Siti Lim Abdullah, please', [...all, long])).toEqual([long.id])
  expect(mentionsIn('@Siti Limited', all)).toEqual([])
})
