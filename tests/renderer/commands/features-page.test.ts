import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allCommands } from '#renderer/commands/all-commands.ts'
import { keyLabel } from '#renderer/commands/command-keys.ts'

const root = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

interface Feature {
  readonly name: string
  readonly keys: readonly string[]
  readonly story: string
}

/** The rows of the tables: what it is, where, by which key, and which story plays it. */
const features: readonly Feature[] = read('docs/features.md')
  .split('\n')
  .filter((line) => /^\| (?!feature\b|-)/.test(line))
  .map((line) => {
    const [, name = '', , keys = '', story = ''] = line.split('|').map((cell) => cell.trim())
    return { name, keys: [...keys.matchAll(/`([^`]+)`/g)].flatMap(([, key]) => key ?? []), story }
  })

const printed = new Set(allCommands.flatMap(({ keys }) => keys.map((key) => keyLabel(key))))

// Catches a story that was renamed or removed while the page still says that it plays something.
test('every feature of the page names a story that is there, or the tests that hold its rules', () => {
  expect(features.length).toBeGreaterThan(40)
  const missing = features.filter(({ story }) => {
    if (story.startsWith('no story: ')) {
      const paths = [...story.matchAll(/`([^`]+)`/g)].flatMap(([, path]) => path ?? [])
      return paths.length === 0 || paths.some((path) => !existsSync(new URL(path, root)))
    }
    const [, file = '', title = ''] = /^`([a-z-]+\.spec\.ts)`: (.+)$/.exec(story) ?? []
    const titles = file === '' ? [] : [...read(`tests/e2e/${file}`).matchAll(/test\(\s*['`](.*)['`], async/g)]
    return !titles.some(([, found]) => found?.includes(title))
  })
  expect(missing).toEqual([])
})

// Catches a key that was given to something else, or to nothing.
test('every key on the page is one of a command', () => {
  expect(features.flatMap(({ keys }) => keys.filter((key) => !printed.has(key)))).toEqual([])
})
