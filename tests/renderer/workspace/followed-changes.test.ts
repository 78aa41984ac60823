import { expect, test } from 'vitest'
import { type FollowedChange, followedChanges } from '#renderer/workspace/followed-changes.ts'
import type { Told } from '#renderer/workspace/workspace.ts'
import type { Row } from '#shared/tables.ts'
import { aCase, idOf } from '#tests/builders.ts'

function desk(first: readonly Row<'cases'>[]) {
  let rows = first
  let listener: (told: Told) => void = () => undefined
  const heard: string[] = []
  followedChanges(
    {
      lists: { cases: () => rows },
      subscribe: (one) => {
        listener = one
        return () => undefined
      },
    },
    ({ row, what }: FollowedChange) => heard.push(`${row.number} ${what}`),
  )
  const becomes = (next: readonly Row<'cases'>[], isOwn = false, topic = 'cases'): void => {
    rows = next
    listener({ topics: new Set([topic]), isOwn })
  }
  return { heard, becomes }
}

const row = aCase({ number: '10' })

test('a followed case that others solve, or that is written on, is told of once', () => {
  const { heard, becomes } = desk([row])
  const solved = { ...row, status: 'solved' as const }
  becomes([solved])
  becomes([{ ...solved }])
  becomes([{ ...solved, lastReplyId: idOf(0x50) }])
  expect(heard).toEqual(['10 status', '10 reply'])
})

// Catches an agent who is told of what they did themselves, or of all that they follow whenever the desk opens.
test('nothing is told of what the agent does, of a case that they begin to follow, or of a change that says nothing new', () => {
  const { heard, becomes } = desk([])
  becomes([row])
  becomes([{ ...row, status: 'pending' }], true)
  becomes([{ ...row, status: 'pending', tags: ['vip'] }])
  becomes([{ ...row, status: 'solved' }], false, 'outbox')
  expect(heard).toEqual([])
})
