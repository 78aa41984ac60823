import { Liquid } from 'liquidjs'
import type { Agent } from './domain/agent.ts'
import type { Case } from './domain/case.ts'
import type { Order } from './domain/order.ts'
import { type Party, firstNameOf } from './domain/party.ts'
import { hidden } from './domain/mask.ts'
import { dayIn } from './market-time.ts'
import { placeholder, unresolvedIn } from './macro-placeholders.ts'

/** What an agent answered to the questions of a macro: text as it was typed or chosen, or a number. */
export type InputValues = { readonly [key: string]: string | number | undefined }

/** What the placeholders of a macro are filled from. */
export interface MacroContext {
  readonly row: Case
  readonly party: Party | undefined
  readonly order: Order | undefined
  readonly agent: Agent
  readonly inputs?: InputValues
  /** For `today` and what is counted from it. */
  readonly at?: string
  /** The language that the text is in: dates are written in it. The case's where it is left out. */
  readonly locale?: string | null
}

/** A filled macro: the text, and each placeholder that nothing could fill, as it stands in the text. */
export interface FilledMacro {
  readonly text: string
  readonly unresolved: readonly string[]
}

// Bounds, so that a template can never hold up the window: characters, milliseconds, objects made.
const engine = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: 40_000,
  renderLimit: 100,
  memoryLimit: 100_000,
})

// What changes a text, counts or chooses; nothing that walks lists, reads the clock or writes markup.
const filters = new Set(
  `abs append at_least at_most capitalize ceil default divided_by downcase first floor last minus modulo plus prepend remove remove_first
  replace replace_first round size slice strip strip_newlines times truncate truncatewords upcase`.split(/\s+/),
)
for (const name of Object.keys(engine.filters)) if (!filters.has(name)) engine.unregisterFilter(name)

// As many characters as a message may have: filters that double a text would fill the screen with what nobody can send.
const longestValue = 15_000
const dayMs = 86_400_000
const mostDays = 3660

const pathOf = (context: { getSync(path: string[]): unknown }, ...path: string[]): string => {
  const value = context.getSync(path)
  return typeof value === 'string' ? value : ''
}

// `{{ order.placed_at | day }}`: as people in the market write it, in the language of the text.
engine.registerFilter('day', function (value: unknown) {
  const market = pathOf(this.context, 'market', 'code')
  return typeof value === 'string' ? dayIn(value, market, pathOf(this.context, 'text', 'language')) : null
})

// `{{ today | in_days: 3 }}`: the day so many days later, as `day` writes it.
engine.registerFilter('in_days', function (value: unknown, days: unknown) {
  const count = Number(days)
  const at = typeof value === 'string' ? Date.parse(value) : NaN
  if (Number.isNaN(at) || !Number.isInteger(count) || Math.abs(count) > mostDays) return null
  const market = pathOf(this.context, 'market', 'code')
  return dayIn(new Date(at + count * dayMs).toISOString(), market, pathOf(this.context, 'text', 'language'))
})

const whole = (name: string): string | undefined => (name.trim() === '' ? undefined : name)

const scalars = (fields: Case['fields'], prefix = ''): { [key: string]: string | number } =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[prefix + key, value]] : [],
    ),
  )

/** The order's own values; its days are instants, for `day` and `in_days`. */
const orderValues = (order: Order) => ({
  number: order.number,
  status: order.status,
  total: `${order.total.toFixed(2)} ${order.currency}`,
  currency: order.currency,
  placed_at: order.placedAt ?? undefined,
  shipped_at: order.shippedAt ?? undefined,
  due_at: order.requiredAt ?? undefined,
  first_item: order.lines[0]?.name,
  items: order.lines.length === 0 ? undefined : order.lines.map(({ name }) => name).join(', '),
})

/**
 * The names that macros may use, Zendesk's among them so that imported macros work as they stand. Contact details are not: rows hold masks of
 * them, and a mask must never be sent to anybody, so their placeholders have no value.
 */
export function macroValues({ row, party, order, agent, inputs, at, locale }: MacroContext): {
  [root: string]: unknown
} {
  const name = party?.name ?? row.partyName
  const language = party?.locale ?? row.locale ?? undefined
  const person = { name: whole(name), first_name: whole(firstNameOf({ name })), language, kind: row.partyKind }
  const me = { name: agent.name, first_name: firstNameOf(agent) }
  return {
    party: person,
    case: {
      number: row.number,
      subject: row.subject,
      status: row.status,
      opened_at: row.createdAt,
      fields: scalars(row.fields),
    },
    order: order && orderValues(order),
    agent: me,
    market: { code: row.market },
    input: inputs ?? {},
    today: at,
    text: { language: locale ?? row.locale ?? 'en' },
    ticket: {
      id: row.number,
      title: row.subject,
      status: row.status,
      requester: person,
      assignee: me,
      // As Zendesk names a field of its own: `ticket.custom_field_360012`, and `ticket.ticket_field_360012`.
      ...scalars(row.fields, 'custom_field_'),
      ...scalars(row.fields, 'ticket_field_'),
    },
    current_user: me,
  }
}

/** Fills a template. A placeholder without a value stays in the text and is listed; a broken template is listed whole. */
export function fillMacro(template: string, context: MacroContext): FilledMacro {
  const values = macroValues(context)
  const text = template.replace(placeholder, (written, inner: string) => fillOne(inner, values) ?? written)
  return { text, unresolved: unresolvedIn(text) }
}

// A contact detail as rows hold it.
const isMask = (text: string): boolean => text.includes(hidden)

const fillOne = (expression: string, values: { [root: string]: unknown }): string | null => {
  try {
    const value: unknown = engine.evalValueSync(expression, values)
    const isValue = typeof value === 'string' || Number.isFinite(value)
    const text = isValue ? String(value) : ''
    // An empty value leaves a hole in a sentence, and a placeholder in a value would be filled by nobody.
    const isHole = text.trim() === '' || text.length > longestValue
    return isHole || isMask(text) || unresolvedIn(text).length > 0 ? null : text
  } catch {
    // A broken expression is not an error of the window: it is shown to the agent as unresolved.
    return null
  }
}
