import { Liquid } from 'liquidjs'
import type { Agent } from './domain/agent.ts'
import type { Case } from './domain/case.ts'
import type { Order } from './domain/order.ts'
import { type Party, firstNameOf } from './domain/party.ts'
import { placeholder } from './macro-placeholders.ts'

/** What the placeholders of a macro are filled from. */
export interface MacroContext {
  readonly row: Case
  readonly party: Party | undefined
  readonly order: Order | undefined
  readonly agent: Agent
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
  memoryLimit: 1_000_000,
})

const whole = (name: string): string | undefined => (name.trim() === '' ? undefined : name)

/**
 * The names that macros may use, Zendesk's among them so that imported macros work as they stand. Contact details are not: rows hold masks of
 * them, and a mask must never be sent to anybody, so their placeholders have no value.
 */
export function macroValues({ row, party, order, agent }: MacroContext): { [root: string]: unknown } {
  const name = party?.name ?? row.partyName
  const person = {
    name: whole(name),
    first_name: whole(firstNameOf({ name })),
    language: party?.locale ?? row.locale ?? undefined,
  }
  const me = { name: agent.name, first_name: firstNameOf(agent) }
  const bought = order && {
    number: order.number,
    status: order.status,
    total: `${order.total.toFixed(2)} ${order.currency}`,
  }
  return {
    party: person,
    case: { number: row.number, subject: row.subject, status: row.status },
    order: bought,
    agent: me,
    market: { code: row.market },
    ticket: { id: row.number, title: row.subject, status: row.status, requester: person, assignee: me },
    current_user: me,
  }
}

/** Fills a template. A placeholder without a value stays in the text and is listed; a broken template is listed whole. */
export function fillMacro(template: string, context: MacroContext): FilledMacro {
  const values = macroValues(context)
  const unresolved: string[] = []
  const kept = template.replace(placeholder, (written, inner: string) => {
    const filled = fillOne(inner, values)
    if (filled !== null) return filled
    unresolved.push(written)
    return written
  })
  return { text: kept, unresolved: [...new Set(unresolved)] }
}

const fillOne = (expression: string, values: { [root: string]: unknown }): string | null => {
  try {
    const value: unknown = engine.evalValueSync(expression, values)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null
  } catch {
    // A broken expression is not an error of the window: it is shown to the agent as unresolved.
    return null
  }
}
