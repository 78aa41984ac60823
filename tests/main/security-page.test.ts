import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '#tools/project.mjs'
import { builtMutants, sourceMutants } from '../mutants/all-mutants.ts'

const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')
const places = ['src/main', 'src/shared', 'src/preload', 'tools/package', 'tests/main', 'tests/shared', 'tests/tools']
const files = [...places, 'tests/e2e-electron', 'tests/mutants'].flatMap((place) =>
  readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' }).map((path) => join(place, path)),
)
const names = new Set(files.map((path) => basename(path)))

// Catches a guard or a test that was renamed or removed while the page still says that it is there.
test('every file that the page on security names is there', () => {
  const named = [...page.matchAll(/`((?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.ts)`/g)].flatMap(([, name]) => name ?? [])
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((name) => (name.includes('/') ? !files.includes(name) : !names.has(name)))).toEqual([])
})

// Catches a point of the list that lost its test, and a count that nobody kept.
test('each of the twenty points says what fails when it drifts, and the mutants are as many as are said', () => {
  const points = [...page.matchAll(/^\| (\d+) \| .* \| .* \| (.*) \|$/gm)].map(([, at, tests]) => [Number(at), tests])
  expect(points.map(([at]) => at)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  const untested = points.filter(([, tests]) => !/\.(test|spec)\.ts`/.test(String(tests)))
  expect(untested).toEqual([[16, 'none can know']])
  expect(page).toContain(`${builtMutants.length} in the built desktop`)
  expect(page).toContain(`${sourceMutants.length} in a copy of the sources`)
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  expect(readme).toContain(`${builtMutants.length + sourceMutants.length} times: which test notices`)
})
