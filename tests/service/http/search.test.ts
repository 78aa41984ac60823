import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchMessages } from '#service/search-messages.ts'
import { SearchReply } from '#shared/sync/search-protocol.ts'
import { newId } from '#shared/new-id.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { type TestRow, idOf, messageRow } from '../world.ts'

const said = (caseName: string, text: string): TestRow => ({
  table: 'messages',
  row: { ...messageRow('any', caseName, text), id: newId() },
})

let on: TestService
beforeAll(async () => {
  on = await startTestService()
  await on.desk.write([
    said('M1', 'The parcel was left with a neighbour on the third floor.'),
    said('M2', 'My parcel is at the depot, they say 100% sure. '.repeat(20)),
    said('L1', 'พัสดุของฉันหายไปที่คลังสินค้า'),
    said('L1', '我的包裹在仓库丢失了'),
    said('L1', 'A parcel for the seller.'),
  ])
})
afterAll(() => on.close())

async function search(login: string, body: object): Promise<Response> {
  const token = await on.signIn(login, randomUUID())
  return post(on.service.url, '/api/search', body, { authorization: `Bearer ${token}` })
}
async function foundBy(login: string, ...words: string[]): Promise<string[]> {
  const { hits } = SearchReply.parse(await (await search(login, { words })).json())
  const names = new Map(['M1', 'M2', 'L1'].map((name) => [idOf('cases', name), name]))
  return hits.map(({ caseId }) => names.get(caseId) ?? 'unknown').sort()
}

// Catches: a search that shows what a site wrote to another site's agent.
test('messages are found by whoever sees their case, and by nobody else [S16]', async () => {
  expect(await foundBy('ana', 'parcel')).toEqual(['M1', 'M2'])
  expect(await foundBy('farid', 'parcel')).toEqual(['L1'])
  expect(await foundBy('siti', 'PARCEL')).toEqual(['L1', 'M1', 'M2'])
  expect(await foundBy('ben', 'parcel')).toEqual([])
})

// Catches: a search by words, which Thai and Chinese do not put spaces between; and signs of the database's own read as such.
test('a word is found anywhere in the text, in any script, and is nothing but text', async () => {
  expect(await foundBy('farid', 'คลังสินค้า')).toEqual(['L1'])
  expect(await foundBy('farid', '仓库')).toEqual(['L1'])
  expect(await foundBy('ana', 'parcel', 'third floor')).toEqual(['M1'])
  expect(await foundBy('ana', '100% sure')).toEqual(['M2'])
  for (const word of ['%', '_', '\\', 'par%cel', '"kind"', '\u0000', "'; drop table rows; --"]) {
    expect(await foundBy('ana', word)).toEqual(word === '%' ? ['M2'] : [])
  }
})

test('an answer has a stretch of the text around the word, and says who wrote it', async () => {
  const { hits } = SearchReply.parse(await (await search('ana', { words: ['neighbour'] })).json())
  expect(hits).toMatchObject([{ author: 'Pat', excerpt: '…was left with a neighbour on the third floor.' }])
  const long = SearchReply.parse(await (await search('ana', { words: ['depot'] })).json())
  expect(long.hits[0]?.excerpt.length).toBeLessThan(200)
})

test('without a session, and with a request of another form, nothing is searched', async () => {
  expect((await post(on.service.url, '/api/search', { words: ['parcel'] })).status).toBe(401)
  for (const body of [
    {},
    { words: [] },
    { words: [''] },
    { words: Array(9).fill('a') },
    { words: ['a'.repeat(101)] },
  ]) {
    expect((await search('ana', body)).status).toBe(400)
  }
  expect((await search('ana', { words: ['a'], before: 'x' })).status).toBe(400)
})

// Catches: a word that is everywhere, which makes the service read and send the whole archive at once; and a second page that skips some.
test('an answer has forty messages at most, the next goes on behind them, and no stretch is begun when the time is over', async () => {
  const many = Array.from({ length: 100 }, (_, n) => said('M1', `Needle number ${n}.`))
  await on.desk.write(many)
  const pool = on.desk.pool
  const held = await on.desk.held('ana')
  const found: string[] = []
  let pages = 0
  for (let before: string | null | undefined; before !== null; pages += 1) {
    const asked = { words: ['needle'], ...(before === undefined ? {} : { before }) }
    const reply = await searchMessages({ pool, held, now: Date.now }, asked)
    expect(reply.hits.length).toBeLessThanOrEqual(40)
    found.push(...reply.hits.map(({ messageId }) => messageId))
    before = reply.next
  }
  expect([pages, found.length, new Set(found).size]).toEqual([3, 100, 100])
  expect(found).toEqual([...found].sort().reverse())
  let now = 0
  const hurried = await searchMessages({ pool, held, now: () => (now += 10_000), stretch: 30 }, { words: ['parcel'] })
  expect(hurried.hits).toEqual([])
  expect(hurried.next).not.toBeNull()
})
