import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { DemoClocks, DemoDisputes } from './demo-deadline-shapes.ts'
import { DemoAsked, DemoCases, DemoMacros, DemoOrders, DemoParties, DemoWorkspace } from './demo-shapes.ts'
import { DemoPast, writtenPast } from './past-cases.ts'
import { DemoPlayed } from './played-rows.ts'
import { DemoSopHead, DemoSopLife, DemoSopReads, DemoSopRules } from './demo-sop-shapes.ts'

/** An SOP as written: `slug.locale.md`, a head between two lines of `---`, then Markdown; `slug@2.locale.md` is the version 2 that was replaced. */
export interface DemoSop {
  readonly slug: string
  /** The number of a version that was replaced; null: it is in force. */
  readonly replaced: number | null
  readonly locale: string
  readonly head: DemoSopHead
  readonly body: string
}

/** The demo as it is written, checked against its shapes. */
export interface DemoFiles {
  readonly workspace: DemoWorkspace
  readonly asked: DemoAsked
  readonly clocks: DemoClocks
  readonly parties: DemoParties
  readonly orders: DemoOrders
  readonly disputes: DemoDisputes
  readonly macros: DemoMacros
  readonly cases: readonly DemoCases[]
  readonly sops: readonly DemoSop[]
  readonly sopRules: DemoSopRules
  readonly sopReads: DemoSopReads
  readonly sopLife: DemoSopLife
  readonly played: DemoPlayed
}

/** Where the demo is written, in the project's own resources. */
export const demoFolder = fileURLToPath(new URL('../../../resources/demo/', import.meta.url))

/** Reads the whole demo. Throws an Error that names the file and the field where something is wrong. */
export function readDemoFiles(folder = demoFolder): DemoFiles {
  const listed = (part: string) => readdirSync(join(folder, part)).sort()
  const past = writtenPast(readJson(join(folder, 'past.json'), DemoPast))
  const asked = readJson(join(folder, 'asked.json'), DemoAsked)
  const people = readJson(join(folder, 'parties.json'), DemoParties)
  return {
    workspace: readWorkspace(folder),
    asked: { ...asked, cases: { ...asked.cases, ...past.drivers } },
    clocks: readJson(join(folder, 'clocks.json'), DemoClocks),
    parties: { ...people, parties: [...people.parties, ...past.parties] },
    orders: readJson(join(folder, 'orders.json'), DemoOrders),
    disputes: readJson(join(folder, 'disputes.json'), DemoDisputes),
    macros: readJson(join(folder, 'macros.json'), DemoMacros),
    cases: [...listed('cases').map((name) => readJson(join(folder, 'cases', name), DemoCases)), ...past.cases],
    sops: listed('sops').map((name) => readSop(join(folder, 'sops', name))),
    sopRules: readJson(join(folder, 'sop-rules.json'), DemoSopRules),
    sopReads: readJson(join(folder, 'sop-reads.json'), DemoSopReads),
    sopLife: readJson(join(folder, 'sop-life.json'), DemoSopLife),
    played: listed('played').flatMap((name) => readJson(join(folder, 'played', name), DemoPlayed)),
  }
}

/** The sites, teams, queues and agents alone. Throws like `readDemoFiles`. */
export const readWorkspace = (folder = demoFolder): DemoWorkspace =>
  readJson(join(folder, 'workspace.json'), DemoWorkspace)

function readJson<T extends z.ZodType>(path: string, shape: T): z.infer<T> {
  return checked(path, shape, JSON.parse(readFileSync(path, 'utf8')) as unknown)
}

function checked<T extends z.ZodType>(path: string, shape: T, value: unknown): z.infer<T> {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Error(`The demo file ${basename(path)} is not as expected:\n${z.prettifyError(parsed.error)}`)
}

function readSop(path: string): DemoSop {
  const [, slug, replaced, locale] = /^([a-z0-9-]+)(?:@(\d+))?\.([A-Za-z-]+)\.md$/.exec(basename(path)) ?? []
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(path, 'utf8')) ?? []
  if (slug === undefined || locale === undefined || head === undefined || body === undefined) {
    throw new Error(`The demo file ${basename(path)} is not an SOP: name it slug.locale.md and start it with a head.`)
  }
  return {
    slug,
    replaced: replaced === undefined ? null : Number(replaced),
    locale,
    head: checked(path, DemoSopHead, headFields(head)),
    body: body.trim(),
  }
}

// The head is `name: value` by line; numbers, true, false and [lists] are read as such, all else is text.
const headFields = (head: string): { [name: string]: unknown } =>
  Object.fromEntries(
    head.split('\n').map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).trim(), headValue(line.slice(at + 1).trim())]
    }),
  )

const headValue = (written: string): unknown => {
  if (written.startsWith('[')) {
    return written
      .slice(1, -1)
      .split(',')
      .map((part) => part.trim())
  }
  if (written === 'true' || written === 'false') return written === 'true'
  return /^\d+$/.test(written) ? Number(written) : written
}
