import { z } from 'zod'
import { Id } from './domain/base.ts'
import { type MacroAction, knownActions } from './domain/macro-action.ts'
import { type KeptCondition, MacroCondition } from './domain/macro-condition.ts'
import { type Macro, MacroContent, contentOf } from './domain/macro.ts'

/** The tables whose rows a macro can name. */
const referred = ['queues', 'agents', 'teams', 'sites', 'forms', 'drivers'] as const
type Referred = (typeof referred)[number]

const format = 'tierdesk-macros'
const formatVersion = 1

/** What each id in the file is called where it was written: ids differ between workspaces, names as a rule do not. */
const Names = z.partialRecord(z.enum(referred), z.record(Id, z.string().max(300)))

/** Macros as a file: for another workspace, or from staging to production. */
const MacroFile = z.object({
  format: z.literal(format),
  version: z.literal(formatVersion),
  exportedAt: z.iso.datetime(),
  names: Names,
  macros: z.array(z.object({ id: Id, content: MacroContent })).max(5000),
})

/** Where the rows are looked up that macros name. */
export interface MacroFileBook {
  /** The name of a row, or undefined where it is not there. */
  nameOf(table: Referred, id: string): string | undefined
  /** The ids of the rows that are called so. */
  idsOf(table: Referred, name: string): readonly string[]
}

interface Reference {
  readonly table: Referred
  readonly id: string
}

function inScope(scope: MacroContent['scope']): Reference[] {
  switch (scope.of) {
    case 'site':
      return [{ table: 'sites', id: scope.siteId }]
    case 'team':
      return [{ table: 'teams', id: scope.teamId }]
    case 'queue':
      return [{ table: 'queues', id: scope.queueId }]
    case 'agent':
      return [{ table: 'agents', id: scope.agentId }]
    default:
      return []
  }
}

function inAction(action: MacroAction): Reference[] {
  switch (action.do) {
    case 'assign':
      return [{ table: 'agents', id: action.agentId }]
    case 'follow':
      return action.agentId === 'me' ? [] : [{ table: 'agents', id: action.agentId }]
    case 'move-queue':
      return [{ table: 'queues', id: action.queueId }]
    case 'set-form':
      return [{ table: 'forms', id: action.formId }]
    case 'set-driver':
      return [{ table: 'drivers', id: action.driverId }]
    default:
      return []
  }
}

function inCondition(kept: KeptCondition): Reference[] {
  const { data } = MacroCondition.safeParse(kept)
  if (data?.if === 'queue') return data.queueIds.map((id) => ({ table: 'queues', id }))
  return data?.if === 'driver' ? data.driverIds.map((id) => ({ table: 'drivers', id })) : []
}

/** Every row that a macro names. */
const referencesOf = ({ scope, actions, conditions }: MacroContent): Reference[] => [
  ...inScope(scope),
  ...knownActions(actions).known.flatMap(inAction),
  ...(conditions ?? []).flatMap(inCondition),
]

/** Macros as the text of a file. `at`: an ISO instant. */
export function writeMacroFile(macros: readonly Macro[], book: MacroFileBook, at: string): string {
  const names: { [T in Referred]?: { [id: string]: string } } = {}
  for (const { table, id } of macros.flatMap(referencesOf)) {
    const name = book.nameOf(table, id)
    if (name !== undefined) (names[table] ??= {})[id] = name
  }
  const file = {
    format,
    version: formatVersion,
    exportedAt: at,
    names,
    macros: macros.map((macro) => ({ id: macro.id, content: contentOf(macro) })),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** One macro of a file, as it would be taken in here. */
export interface MacroFileEntry {
  readonly id: string
  readonly content: MacroContent
  /** Against the macro of the same id that is here. */
  readonly is: 'new' | 'changed' | 'same'
  /** Names of rows that are not here, or are here more than once: the macro cannot be taken in until they are. */
  readonly missing: readonly string[]
}

/** Why a text is no such file. `place`: where in it the first thing is wrong. */
export type MacroFileTrouble =
  | { readonly trouble: 'not-json' | 'other-format' }
  | { readonly trouble: 'bad-macro'; readonly place: string }

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads a file without taking anything in: what is new, what differs, and what could not be. */
export function readMacroFile(
  text: string,
  book: MacroFileBook,
  here: (id: string) => Macro | undefined,
): readonly MacroFileEntry[] | MacroFileTrouble {
  const raw = json(text)
  if (raw === undefined) return { trouble: 'not-json' }
  const head = z.object({ format: z.literal(format), version: z.literal(formatVersion) }).safeParse(raw)
  if (!head.success) return { trouble: 'other-format' }
  const file = MacroFile.safeParse(raw)
  if (!file.success) return { trouble: 'bad-macro', place: file.error.issues[0]?.path.join('.') ?? '' }
  return file.data.macros.map(({ id, content }) => {
    const { moved, missing } = rehomed(content, file.data.names, book)
    const own = here(id)
    const isSame = own !== undefined && JSON.stringify(contentOf(own)) === JSON.stringify(contentOf(moved))
    return { id, content: moved, is: own === undefined ? 'new' : isSame ? 'same' : 'changed', missing }
  })
}

/** The content with the ids of this workspace: an id that is here stays, else the one row of that name takes its place. */
function rehomed(content: MacroContent, names: z.infer<typeof Names>, book: MacroFileBook) {
  const missing = new Set<string>()
  const moves = new Map<string, string>()
  for (const { table, id } of referencesOf(content)) {
    if (book.nameOf(table, id) !== undefined) continue
    const name = names[table]?.[id]
    const [found, second] = name === undefined ? [] : book.idsOf(table, name)
    if (found !== undefined && second === undefined) moves.set(id, found)
    else missing.add(name ?? id)
  }
  if (moves.size === 0) return { moved: content, missing: [...missing] }
  // Ids are UUIDs: nothing else in the text of a macro is one by chance.
  const text = JSON.stringify(content).replace(/"([0-9a-f-]{36})"/g, (whole, id: string) => {
    const to = moves.get(id)
    return to === undefined ? whole : `"${to}"`
  })
  return { moved: MacroContent.parse(JSON.parse(text)), missing: [...missing] }
}
