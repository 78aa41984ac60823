import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { ChildSpool } from '#service/channels/import/child-spool.ts'
import { ImportReport } from '#service/channels/import/import-report.ts'
import { SourceRecord } from '#service/channels/import/source-record.ts'

const report = new ImportReport()
const record = (n: number, text = ''): SourceRecord =>
  new SourceRecord({ n, text }, { file: 'messages.json', line: n }, 'messages', report)
const numbersOf = (records: readonly SourceRecord[]): unknown[] => records.map((one) => one.raw('n'))
const left = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('tierdesk-import-'))

// Would catch: messages of one case that end up in another, come in another order, or come twice.
test('records come back to their parent in their order, once, however many were set aside between', async () => {
  const spool = await ChildSpool.open('messages')
  const long = '退'.repeat(5_000)
  for (let n = 0; n < 600; n += 1) await spool.add(`case ${n % 7}`, record(n, long))
  const third = await spool.take('case 3', report)
  expect(numbersOf(third)).toEqual(Array.from({ length: 600 }, (_, n) => n).filter((n) => n % 7 === 3))
  expect(third[0]?.place).toEqual({ file: 'messages.json', line: 3 })
  expect(third[0]?.raw('text')).toBe(long)
  expect(await spool.take('case 3', report)).toEqual([])
  expect(await spool.take('nobody', report)).toEqual([])
  await spool.add('case 3', record(1000))
  expect(numbersOf(await spool.take('case 3', report))).toEqual([1000])
  const rest: SourceRecord[] = []
  for await (const one of spool.left(report)) rest.push(one)
  expect(rest).toHaveLength(600 - third.length)
  await spool.close()
})

// Would catch: what customers wrote left behind in a folder for temporary files.
test('what was set aside is gone from the disk when the import ends', async () => {
  const before = await left()
  const spool = await ChildSpool.open('messages')
  await spool.add('case', record(1))
  expect(await left()).not.toEqual(before)
  await spool.close()
  expect((await left()).filter((name) => !before.includes(name))).toEqual([])
})
