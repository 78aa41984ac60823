import { readConfig } from '../../../src/service/config.ts'
import { openImportDatabase } from '../../../src/service/channels/import/open-database.ts'
import type { Case } from '../../../src/shared/domain/case.ts'
import type { Message } from '../../../src/shared/domain/message.ts'
import { productId } from '../product-ids.ts'
import { productCase, productStaff } from '../product-rows.ts'
import { writeRows } from '../write-rows.ts'

/** The case with a very long thread. */
export const longThread = { number: 'LONG-5000', subject: 'Five thousand messages', count: 5000 } as const

// Far from the numbers of other generated cases.
const nth = 900_000
const idOf = (at: number): string => productId('messages', nth * 100 + at)
const begin = Date.parse('2026-09-01T00:00:00.000Z')
/** Some 42 to a day, over four months. */
const apartMs = 2_040_000

/** What stands in the nth message, so that it can be found: no number is the beginning of another. */
export const markOf = (at: number): string => `Message ${String(at).padStart(4, '0')}.`

const sentence = 'The parcel was at the counter on Monday, and nobody knew for whom it had been put aside. '
const list = '- the box, dented at one corner\n- the label, torn\n- the leaflet in three languages\n\n'
const code = '```\nLKB 7021 4088 PH   arrived   21:14\nLKB 7021 4088 PH   left      21:52\n```\n\n'

/** One line, some, a list, a stretch of code, or a page: in no order that a screen could guess. */
function textOf(at: number): string {
  const kind = (at * 7919) % 10
  if (kind < 4) return `${markOf(at)} Yes.`
  if (kind < 7) return `${markOf(at)} ${sentence.repeat(1 + ((at * 31) % 4))}`
  if (kind === 7) return `${markOf(at)} What came:\n\n${list}${sentence}`
  if (kind === 8) return `${markOf(at)} From the carrier:\n\n${code}${sentence}`
  return `${markOf(at)} ${`${sentence.repeat(4)}\n\n`.repeat(1 + (at % 5))}`
}

function messageAt(at: number, { id: caseId, partyId, partyName }: Case): Message {
  const isParty = at % 3 !== 1
  return {
    id: idOf(at),
    caseId,
    kind: at % 11 === 5 ? 'note' : 'reply',
    author:
      isParty && at % 11 !== 5
        ? { kind: 'party', id: partyId, name: partyName }
        : { kind: 'agent', id: productId('agents', 1), name: 'Agent 1' },
    text: textOf(at),
    html: null,
    at: new Date(begin + at * apartMs).toISOString(),
    macroId: null,
    event: null,
    source: null,
  }
}

/** Writes the case into the data folder of a running service, as an import does. Windows see it when the service has noticed, or was started anew. */
export async function writeLongThread(folder: string): Promise<void> {
  const { count, ...named } = longThread
  const last = new Date(begin + (count - 1) * apartMs).toISOString()
  const row: Case = {
    ...productCase(1),
    ...named,
    id: productId('cases', nth),
    status: 'open',
    messageCount: count,
    createdAt: new Date(begin).toISOString(),
    updatedAt: last,
    lastReplyId: idOf(count - 1),
    lastReplyAt: last,
  }
  const messages = Array.from({ length: count }, (_, at) => ({ table: 'messages' as const, row: messageAt(at, row) }))
  const database = await openImportDatabase(readConfig({ TIERDESK_DATA: folder }))
  try {
    await writeRows(database.pool, [...productStaff(2), { table: 'cases', row }, ...messages])
  } finally {
    await database.close()
  }
}
