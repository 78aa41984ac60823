import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FeedPage, type Hello, PackedPage, ToldPage } from '#shared/sync/protocol.ts'
import { isWholeChange } from '#shared/sync/row-delta.ts'
import type { Link, LinkHandlers } from '#renderer/sync/link.ts'
import { socketDial } from '#renderer/sync/socket-link.ts'
import { unpackPage } from '#renderer/sync/unpack.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { idOf, note, sent } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

/** The window's own link, and everything it was told. */
class LinkedWindow {
  readonly clientId = randomUUID()
  readonly pages: ToldPage[] = []
  readonly order: string[] = []
  link: Link | null = null

  static async open(login: string): Promise<LinkedWindow> {
    const window = new LinkedWindow()
    const deviceId = randomUUID()
    const token = await on.signIn(login, deviceId)
    const { cursor } = await on.desk.snapshot(login, window.clientId)
    await new Promise<Hello>((up) => {
      const handlers: LinkHandlers = {
        up,
        down: () => window.order.push('down'),
        patch: (page) => {
          window.pages.push(page)
          window.order.push(`patch ${page.to}`)
        },
        head: (at) => window.order.push(`head ${at}`),
        leave: ({ reason }) => window.order.push(reason),
        presence: () => undefined,
      }
      window.link = socketDial(on.service.url, { token, deviceId })(window.clientId, handlers)
    })
    await window.link?.pull({ clientId: window.clientId, cursor })
    return window
  }
}

const tagging = (mid: number, tag: string) =>
  sent(mid, 'case.change-tags', { caseId: idOf('cases', 'M1'), add: [tag], remove: [] })
const manyNotes = (from: number) =>
  Array.from({ length: 8 }, (_, n) => note(from + n, 'M1', { text: `Note ${from + n}` }))

// Catches: a page that is packed for one that cannot read it, or that says something else to one that can.
test('[S19] a window that takes packed pages is told the same as one beside it that does not', async () => {
  const [plain, packed, ana] = await Promise.all([
    TestWindow.open(on, 'siti'),
    LinkedWindow.open('siti'),
    TestWindow.open(on, 'ana'),
  ])
  await ana.push(tagging(1, 'first'), ...manyNotes(2))
  await plain.until(() => plain.patches.length > 0)
  await expect.poll(() => packed.pages.length).toBe(plain.patches.length)
  const [whole] = plain.patches
  const [told] = packed.pages
  expect({ ...told, changes: [] }).toEqual({ ...whole, changes: [] })
  expect(told?.changes.map(({ t, id, v }) => [t, id, v])).toEqual(whole?.changes.map(({ t, id, v }) => [t, id, v]))
  const delta = told?.changes.find((change) => !isWholeChange(change))
  expect(delta).toMatchObject({ t: 'cases', set: { tags: ['first'] } })
  expect(delta).not.toHaveProperty('set.subject')
  packed.link?.close()
  plain.close()
  ana.close()
})

// Catches: a window whose results are told to others along with the page they share.
test('[S8] the writer of a packed page finds its own results in it, and nobody else does', async () => {
  const [writer, other] = await Promise.all([LinkedWindow.open('siti'), LinkedWindow.open('siti')])
  const mutations = manyNotes(1)
  await writer.link?.push({ clientId: writer.clientId, mutations })
  await expect.poll(() => writer.pages.length + other.pages.length).toBe(2)
  expect(writer.pages[0]?.results.map(({ opId }) => opId)).toEqual(mutations.map(({ opId }) => opId))
  expect(other.pages[0]?.results).toEqual([])
  expect(other.pages[0]?.changes).toEqual(writer.pages[0]?.changes)
  writer.link?.close()
  other.link?.close()
})

// Catches: an answer or a last word that overtakes a page which is still being unpacked.
test('what is said behind a packed page is heard behind it', async () => {
  const [window, ana] = await Promise.all([LinkedWindow.open('siti'), TestWindow.open(on, 'ana')])
  await ana.push(...manyNotes(1))
  const answered = window.link
    ?.pull({ clientId: window.clientId, cursor: ana.cursor })
    .then(() => window.order.push('answer'))
  await expect.poll(() => window.pages.length).toBe(1)
  await answered
  expect(window.order.filter((what) => !what.startsWith('head'))).toEqual([`patch ${window.pages[0]?.to}`, 'answer'])
  window.link?.close()
  ana.close()
})

// Catches: a pulled page whose rows differ in its two forms.
test('[S6] a pulled page is the same packed and plain', async () => {
  const [plain, packed, ana] = await Promise.all([
    TestWindow.open(on, 'siti'),
    LinkedWindow.open('siti'),
    TestWindow.open(on, 'ana'),
  ])
  const from = plain.cursor
  await ana.push(
    ...Array.from({ length: 40 }, (_, n) => note(n + 1, 'M1', { text: 'Long enough to be packed. '.repeat(20) })),
  )
  await plain.until(() => plain.patches.length > 0)
  const reply = (await plain.pull(from)) as FeedPage
  expect(await packed.link?.pull({ clientId: packed.clientId, cursor: from })).toEqual(reply)
  plain.socket.emit('takes', { packed: 'deflate-raw' })
  const bytes = PackedPage.parse(await plain.ask('pull', { clientId: plain.clientId, cursor: from }))
  expect(await unpackPage(bytes, ToldPage)).toEqual(reply)
  packed.link?.close()
  plain.close()
  ana.close()
})

// Catches: a service that falls over what a window says it takes, or over bytes where it expects words.
test('whatever a window says it takes, and bytes in place of a request, leave the service as it was', async () => {
  const ana = await TestWindow.open(on, 'ana')
  const said = fc.oneof(
    fc.jsonValue(),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  )
  await fc.assert(
    fc.asyncProperty(said, async (what) => {
      ana.socket.emit('takes', what)
      ana.socket.emit('takes', { packed: what })
      const answer = (await ana.ask('pull', what)) as { failed?: string }
      expect(['bad-frame', 'busy']).toContain(answer.failed)
    }),
    { numRuns: 40 },
  )
  expect(ana.socket.connected).toBe(true)
  ana.close()
})
