import { type MacroAction, knownActions } from '#shared/domain/macro-action.ts'
import type { Macro } from '#shared/domain/macro.ts'
import { type PlaceholderTable, placeholderTables, toTheirs } from '../macro-words/placeholder-tables.ts'
import { htmlText } from '../import/html-text.ts'
import { safeHtml } from '../import/safe-html.ts'
import { textHtml } from './text-html.ts'

/** What a macro names, as the other system knows it: only what came from there is known there. Null: it is not. */
export interface Elsewhere {
  readonly queueKey: (queueId: string) => string | null
  readonly queueName: (queueId: string) => string | null
  readonly agentKey: (agentId: string) => string | null
}

/** Something of a macro that the other system cannot hold, or a macro that was left out whole. */
export interface NotCarried {
  readonly macro: string
  readonly what: string
}

/** What is written for another system: files by their names, and everything that is missing in them. */
export interface MacroFiles {
  readonly files: ReadonlyMap<string, string>
  readonly notCarried: readonly NotCarried[]
}

/** A system that macros can be written for. */
export interface MacroFormat {
  /** As given after `--to`. */
  readonly name: string
  readonly write: (macros: readonly Macro[], elsewhere: Elsewhere) => MacroFiles
}

/** An action of another system. */
export type TheirAction = { readonly [name: string]: unknown }

type Kind = MacroAction['do']

/** What each kind of action comes to in a format; null, or a kind that is missing: it has no such thing, which is reported. */
export type Steps<T = TheirAction> = {
  readonly [K in Kind]?: (action: Extract<MacroAction, { do: K }>, leaving: Leaving) => T | readonly T[] | null
}

/** One action by the steps of a format. */
export const stepFor = <T>(steps: Steps<T>, action: MacroAction, leaving: Leaving): T | readonly T[] | null =>
  (steps[action.do] as ((one: MacroAction, of: Leaving) => T | readonly T[] | null) | undefined)?.(action, leaving) ??
  null

/** What is made of something that is known there; null where it is not. */
export const known = <K, T>(key: K | null | undefined, make: (key: K) => T): T | null =>
  key === null || key === undefined ? null : make(key)

// The fields that every format below takes up or reports itself; whatever else a macro has is reported by its name.
const heldFields = new Set('id title template html kind actions scope locale active usageCount source'.split(' '))

/** One macro on its way out. */
export class Leaving {
  readonly macro: Macro
  readonly elsewhere: Elsewhere
  readonly #system: string
  readonly #table: PlaceholderTable
  readonly #lost: NotCarried[]

  /** `held`: fields that the format has a place for, besides those that all have. */
  constructor(
    macro: Macro,
    elsewhere: Elsewhere,
    {
      system,
      table,
      lost,
      held,
    }: { system: string; table: PlaceholderTable; lost: NotCarried[]; held: readonly string[] },
  ) {
    this.macro = macro
    this.elsewhere = elsewhere
    this.#system = system
    this.#table = table
    this.#lost = lost
    for (const [name, value] of Object.entries(macro))
      if (!heldFields.has(name) && !held.includes(name) && !isNothing(value)) this.lose(name)
  }

  lose(what: string): void {
    this.#lost.push({ macro: this.macro.title, what })
  }

  /** The id it has there, or its own: an import finds it again by it. */
  get id(): string {
    const { source, id } = this.macro
    return source?.system === this.#system ? source.externalId : id
  }

  /** The text, or another template of it, with their placeholders. */
  text(template = this.macro.template): string {
    const { text, lost, taken } = toTheirs(template, this.#table)
    for (const word of taken) this.lose(`the words ${word}: they are a placeholder there`)
    for (const placeholder of lost) this.lose(`the placeholder ${placeholder}: kept as it is written here`)
    return text
  }

  /** The same as HTML. Spaces in a row and more than one empty line are one there. */
  html(template = this.macro.template): string {
    const text = this.text(template)
    const html = textHtml(text)
    if (htmlText(safeHtml(html)) !== text) this.lose('spaces and empty lines in a row')
    return html
  }

  /** The value of a field with their placeholders. */
  value({ value }: Extract<MacroAction, { do: 'set-field' }>): string | number | boolean | null {
    return typeof value === 'string' ? this.text(value) : value
  }

  /** Their actions for ours; one that they do not have is reported. */
  actions(steps: Steps): TheirAction[] {
    return this.each((action) => stepFor(steps, action, this))
  }

  /** The same by a function. */
  each(map: (action: MacroAction) => TheirAction | readonly TheirAction[] | null): TheirAction[] {
    const { known: actions, unknown } = knownActions(this.macro.actions)
    for (const name of unknown) this.lose(`the action ${name}`)
    return actions.flatMap((action) => {
      const theirs = map(action)
      const list = theirs === null ? [] : isMany(theirs) ? theirs : [theirs]
      if (list.length === 0) this.lose(`the action ${shown(action)}`)
      return list
    })
  }

  /** Reports what a format has no place for. */
  loseUnless({ hasActive, hasLocale }: { hasActive: boolean; hasLocale: boolean }): void {
    if (!hasActive && !this.macro.active) this.lose('that it is switched off')
    if (!hasLocale && this.macro.locale !== null) this.lose(`its language ${this.macro.locale}`)
  }

  /** Reports for whom it is, where the other system cannot say so: it is for everybody there. */
  loseScope(): void {
    const { scope } = this.macro
    if (scope.of !== 'workspace') this.lose(`that it is for one ${scope.of} only`)
  }

  /** The key of the queue it is for; null where it is for no queue, or for one that is not known there, which is reported. */
  queueKey(): string | null {
    const { scope } = this.macro
    const key = scope.of === 'queue' ? this.elsewhere.queueKey(scope.queueId) : null
    if (key === null) this.loseScope()
    return key
  }
}

const isMany = (theirs: TheirAction | readonly TheirAction[]): theirs is readonly TheirAction[] => Array.isArray(theirs)

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const shown = (action: MacroAction): string => {
  const { do: name, ...rest } = action
  const values = Object.values(rest)
  return values.length === 0 ? name : `${name} ${JSON.stringify(values.length === 1 ? values[0] : rest)}`.slice(0, 120)
}

/** What one macro comes to: entries by the list they belong to; null where it is left out, which `leave` has reported. */
export type Entries = readonly { readonly list: string; readonly entry: TheirAction }[]

/** Carries each macro over by itself; one of an agent's own that would be everybody's there is left out. */
export function carried(
  macros: readonly Macro[],
  elsewhere: Elsewhere,
  system: string,
  table: PlaceholderTable,
  one: (leaving: Leaving) => Entries,
  held: readonly string[] = [],
): { readonly lists: ReadonlyMap<string, readonly TheirAction[]>; readonly notCarried: readonly NotCarried[] } {
  const notCarried: NotCarried[] = []
  const lists = new Map<string, TheirAction[]>()
  for (const macro of macros) {
    for (const { list, entry } of one(new Leaving(macro, elsewhere, { system, table, lost: notCarried, held })))
      lists.set(list, [...(lists.get(list) ?? []), entry])
  }
  return { lists, notCarried }
}

/** Whether the macro is one agent's own, and the other system does not know whose: it is reported, and to be left out. */
export function isLeftOut(leaving: Leaving, canBePersonal: boolean): boolean {
  const { scope } = leaving.macro
  if (scope.of !== 'agent') return false
  if (canBePersonal && leaving.elsewhere.agentKey(scope.agentId) !== null) return false
  leaving.lose('the whole macro: it is one agent’s own, and cannot be that there')
  return true
}

/** A list as the page of an API that holds it. */
export const page = (name: string | null, list: readonly TheirAction[]): string =>
  `${JSON.stringify(name === null ? list : { [name]: list }, null, 2)}\n`

/** A format that keeps every macro in one list of one file. `under`: the name of the list in it; `canBePersonal`: one may be an agent's own. */
export const oneList = (
  name: keyof typeof placeholderTables,
  to: {
    readonly file: string
    readonly under: string
    readonly canBePersonal: boolean
    readonly held?: readonly string[]
  },
  entryOf: (leaving: Leaving) => TheirAction,
): MacroFormat => ({
  name,
  write(macros, elsewhere) {
    const one = (leaving: Leaving): Entries =>
      isLeftOut(leaving, to.canBePersonal) ? [] : [{ list: name, entry: entryOf(leaving) }]
    const { lists, notCarried } = carried(macros, elsewhere, name, placeholderTables[name], one, to.held)
    return { files: new Map([[to.file, page(to.under, lists.get(name) ?? [])]]), notCarried }
  },
})
