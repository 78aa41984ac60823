import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunRecord } from '#main/run-record.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tierdesk-run-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = (version = '1.2.0'): RunRecord =>
  new RunRecord(join(folder, 'profile', 'running'), { version, ring: 'fast' })

// Catches crashes that nobody counts because the process that would have counted them was the one that died.
test('a run that did not end in order counts as a crash of the next one with the same version', () => {
  const first = start()
  expect(first.run).toMatchObject({ version: '1.2.0', ring: 'fast', crashes: 0, minutes: 0 })
  const second = start()
  expect(second.run.crashes).toBe(1)
  expect(second.run.startId).not.toBe(first.run.startId)
  second.crashed()
  expect(second.run.crashes).toBe(2)
  second.close()
  expect(start().run.crashes).toBe(0)
})

test('a crash of the version before is none of the new one', () => {
  start('1.2.0')
  expect(start('1.3.0').run.crashes).toBe(0)
})

test('a disk that refuses the file costs the count and not the start', () => {
  const record = new RunRecord(join(folder, '\0'), { version: '1.2.0', ring: 'test' })
  record.crashed()
  expect(record.run.crashes).toBe(1)
  record.close()
  expect(existsSync(join(folder, 'profile'))).toBe(false)
})
