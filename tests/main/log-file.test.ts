import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogFile } from '#main/log-file.ts'
import { logLine, passLinesOn } from '#main/log-line.ts'

let folder = ''
let complaints: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tierdesk-log-'))
  complaints = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (path: string): LogFile =>
  new LogFile({
    path,
    redact: (text) => text.replaceAll('ana', '(user)'),
    complain: (sentence) => void complaints.push(sentence),
  })

// Catches: a log that a restart empties, that has no times, or that says who sits there.
test('lines are added with their time and without names, to those of the starts before', () => {
  const path = join(folder, 'logs', 'tierdesk.log')
  open(path).write({ at: '2026-11-23T08:00:00.000Z', text: 'The window stopped.' })
  open(path).write({ at: '2026-11-23T09:00:00.000Z', text: 'Not read: /home/ana/x' })
  expect(readFileSync(path, 'utf8')).toBe(
    '2026-11-23T08:00:00.000Z The window stopped.\n2026-11-23T09:00:00.000Z Not read: /home/(user)/x\n',
  )
  expect(complaints).toEqual([])
})

// Catches: a desk whose log fills the disk, and a log that is begun anew without the lines before.
test('a file of a megabyte becomes the old one, and there are never more than the two', () => {
  const path = join(folder, 'tierdesk.log')
  const log = open(path)
  for (let number = 0; number < 3_000; number += 1) log.write({ at: `line ${number}`, text: 'x'.repeat(990) })
  expect(readdirSync(folder)).toEqual(['tierdesk.log', 'tierdesk.log.old'])
  const [now, old] = [readFileSync(path, 'utf8'), readFileSync(`${path}.old`, 'utf8')]
  expect(Math.max(now.length, old.length)).toBeLessThanOrEqual(1_000_000)
  const numbers = [...`${old}${now}`.matchAll(/^line (\d+)/gm)].map(([, number]) => Number(number))
  expect(numbers.at(-1)).toBe(2_999)
  expect(numbers).toEqual(Array.from(numbers, (_, place) => (numbers[0] ?? 0) + place))
})

// Catches: a limit that holds within one run only.
test('what was written before the start counts', () => {
  const path = join(folder, 'tierdesk.log')
  writeFileSync(path, 'x'.repeat(999_999))
  open(path).write({ at: 'now', text: 'one more' })
  expect(statSync(`${path}.old`).size).toBe(999_999)
  expect(readFileSync(path, 'utf8')).toBe('now one more\n')
})

// Catches: a full disk or a folder of somebody else that ends the desk, or that fills stderr with the same complaint.
test('a disk that refuses the log costs the log, and is told once', () => {
  const path = join(folder, 'logs')
  mkdirSync(path)
  const log = open(path)
  log.write({ at: 'now', text: 'one' })
  log.write({ at: 'now', text: 'two' })
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toContain('The log cannot be kept on the disk: Error EISDIR')
})

// Catches: the reason why a start went wrong, said before the profile is known, missing in the file that IT is sent.
test('what was said before the file is known stands in it first', () => {
  const path = join(folder, 'tierdesk.log')
  logLine('said early')
  const log = open(path)
  passLinesOn((line) => log.write(line))
  logLine('said late')
  expect(existsSync(path)).toBe(true)
  expect(readFileSync(path, 'utf8')).toMatch(/^\S+Z said early\n\S+Z said late\n$/)
})
