import { expect, test } from 'vitest'
import { unseenNews } from '#renderer/workspace/unseen-news.ts'
import type { Told } from '#renderer/workspace/workspace.ts'
import type { Row } from '#shared/tables.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'

const me = anAgent()
const later = '2026-11-22T08:00:00.000Z'
const forMe = (at = someInstant, n = 10): Row<'cases'> =>
  aCase({ id: idOf(n), number: String(n), unseen: [{ agentId: me.id, what: 'mention', at, messageId: idOf(0x50) }] })

function desk(first: readonly Row<'cases'>[], isDownloading = false) {
  let rows = first
  let listener: (told: Told) => void = () => undefined
  const heard: string[] = []
  unseenNews(
    {
      me,
      lists: { cases: () => rows },
      sync: { download: isDownloading ? { done: 1, total: 2 } : null },
      subscribe: (one) => {
        listener = one
        return () => undefined
      },
    },
    (news) => heard.push(news.map(({ row, mark }) => `${row.number} ${mark.what} ${mark.at}`).join()),
  )
  const becomes = (next: readonly Row<'cases'>[], topic = 'cases'): void => {
    rows = next
    listener({ topics: new Set([topic]), isOwn: false })
  }
  return { heard, becomes }
}

// Catches news that come again with every change of the case, and several at once that are told as many times.
test('what comes to “For you” is told once, all of a change together, and again only when more happens', () => {
  const { heard, becomes } = desk([])
  becomes([forMe(), forMe(someInstant, 11)])
  becomes([{ ...forMe(), tags: ['vip'] }, forMe(someInstant, 11)])
  becomes([forMe(later), forMe(someInstant, 11)])
  expect(heard).toEqual([`10 mention ${someInstant},11 mention ${someInstant}`, `10 mention ${later}`])
})

// Catches an agent who is told of everything anew whenever the desk opens, or while its first copy comes in.
test('what waited when the desk opened is not told, nor what a first download brings, nor that something was seen', () => {
  const open = desk([forMe()])
  open.becomes([{ ...forMe() }])
  open.becomes([])
  open.becomes([forMe(later)], 'outbox')
  expect(open.heard).toEqual([])
  const loading = desk([], true)
  loading.becomes([forMe()])
  expect(loading.heard).toEqual([])
})
