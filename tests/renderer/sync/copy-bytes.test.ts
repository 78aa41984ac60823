import { expect, test } from 'vitest'
import { readCopyPage } from '#renderer/sync/copy-bytes.ts'
import { inflated } from '#renderer/sync/deflated-bytes.ts'
import { copyBytes } from '#service/http/copy-route.ts'

const head = { cursor: 'c1', scopes: ['all'], next: null, done: 3, total: 3 }
const packs = [
  { t: 'cases', rows: 2, text: '{"a":"ไทย"}' },
  { t: 'messages', rows: 1, parents: ['x'], text: '[{"text":"ไทย"}]' },
]

/** A page as the service sends it. */
async function page(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await copyBytes({ head, packs }))
}

// Would catch: window and service that disagree about the bytes of a page.
test('a page is read as the service wrote it, and its bodies are stretches of it', async () => {
  const bytes = await page()
  const read = readCopyPage(bytes.buffer)
  expect({ ...read, packs: [] }).toEqual({ ...head, packs: [] })
  const bodies = await Promise.all(read.packs.map(({ body }) => inflated(body)))
  expect(read.packs.map(({ head: { t, parents } }, n) => [t, parents, new TextDecoder().decode(bodies[n])])).toEqual([
    ['cases', undefined, '{"a":"ไทย"}'],
    ['messages', ['x'], '[{"text":"ไทย"}]'],
  ])
  expect(read.packs.every(({ body }) => body.buffer === bytes.buffer)).toBe(true)
})

// Would catch: half a page that is taken for a whole one.
test('a page that was cut short, or has something behind it, is refused', async () => {
  const bytes = await page()
  const first = (length: number) => () => readCopyPage(bytes.slice(0, length).buffer)
  expect(first(0)).toThrow('without a head')
  expect(first(3)).toThrow('without a head')
  expect(first(10)).toThrow('longer than its page')
  expect(first(bytes.length - 1)).toThrow('cut short')
  const longer = new Uint8Array(bytes.length + 1)
  longer.set(bytes)
  expect(() => readCopyPage(longer.buffer)).toThrow('more than its head names')
})
