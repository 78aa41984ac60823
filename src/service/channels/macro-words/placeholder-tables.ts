import { asLiquid, singleIn } from '../import/placeholders.ts'

/** How one system writes placeholders, and what its names are called here. */
export interface PlaceholderTable {
  /** Finds them; the first group that is set is the name, with filters where the system has such. */
  readonly written: RegExp
  readonly write: (name: string) => string
  /** Its names and ours. Of several that mean the same here, the first is the one that is written on the way out. */
  readonly names: ReadonlyMap<string, string>
  /** Whether those who write macros there mean `{name}` in single braces to be filled in as well. */
  readonly hasSingleBraces?: boolean
}

const braces = { written: /\{\{-?\s*([^{}]*?)\s*-?\}\}/g, write: (name: string): string => `{{${name}}}` }

/** The names that Zendesk gives out; ours know the requester and the agent by them as well, so they stay as they stand. */
const zendesk: PlaceholderTable = {
  ...braces,
  hasSingleBraces: true,
  names: new Map([
    ['ticket.requester.name', 'ticket.requester.name'],
    ['ticket.requester.first_name', 'ticket.requester.first_name'],
    ['ticket.requester.language', 'ticket.requester.language'],
    ['ticket.id', 'ticket.id'],
    ['ticket.title', 'ticket.title'],
    ['ticket.status', 'ticket.status'],
    ['current_user.name', 'current_user.name'],
    ['current_user.first_name', 'current_user.first_name'],
  ]),
}

const chatwoot: PlaceholderTable = {
  ...braces,
  names: new Map([
    ['contact.name', 'party.name'],
    ['contact.first_name', 'party.first_name'],
    ['conversation.display_id', 'case.number'],
    ['agent.name', 'agent.name'],
    ['agent.first_name', 'agent.first_name'],
  ]),
}

const freshdesk: PlaceholderTable = {
  ...braces,
  names: new Map([
    ['ticket.requester.name', 'party.name'],
    ['ticket.requester.firstname', 'party.first_name'],
    ['ticket.requester.language', 'party.language'],
    ['ticket.id', 'case.number'],
    ['ticket.subject', 'case.subject'],
    ['ticket.status', 'case.status'],
    ['ticket.agent.name', 'agent.name'],
    ['ticket.agent.firstname', 'agent.first_name'],
    ['agent.name', 'agent.name'],
  ]),
}

const zammad: PlaceholderTable = {
  written: /#\{\s*([^{}]*?)\s*\}/g,
  write: (name) => `#{${name}}`,
  names: new Map([
    ['ticket.customer.fullname', 'party.name'],
    ['ticket.customer.firstname', 'party.first_name'],
    ['ticket.number', 'case.number'],
    ['ticket.title', 'case.subject'],
    ['ticket.state.name', 'case.status'],
    ['user.fullname', 'agent.name'],
    ['user.firstname', 'agent.first_name'],
    ['ticket.owner.fullname', 'agent.name'],
    ['ticket.owner.firstname', 'agent.first_name'],
  ]),
}

const gorgias: PlaceholderTable = {
  ...braces,
  names: new Map([
    ['ticket.customer.name', 'party.name'],
    ['ticket.customer.firstname', 'party.first_name'],
    ['ticket.customer.integrations.shopify.orders[0].name', 'order.number'],
    ['current_user.name', 'agent.name'],
    ['current_user.firstname', 'agent.first_name'],
  ]),
}

const libredesk: PlaceholderTable = {
  ...braces,
  names: new Map([
    ['contact.full_name', 'party.name'],
    ['contact.first_name', 'party.first_name'],
    ['conversation.reference_number', 'case.number'],
    ['conversation.subject', 'case.subject'],
    ['author.full_name', 'agent.name'],
    ['author.first_name', 'agent.first_name'],
  ]),
}

const frappe: PlaceholderTable = {
  ...braces,
  names: new Map([
    ['name', 'case.number'],
    ['subject', 'case.subject'],
    ['status', 'case.status'],
    ['doc.name', 'case.number'],
    ['doc.subject', 'case.subject'],
    ['doc.status', 'case.status'],
  ]),
}

const osticket: PlaceholderTable = {
  written: /%\{\s*([^{}]*?)\s*\}/g,
  write: (name) => `%{${name}}`,
  names: new Map([
    ['ticket.name', 'party.name'],
    ['ticket.name.full', 'party.name'],
    ['ticket.name.first', 'party.first_name'],
    ['ticket.number', 'case.number'],
    ['ticket.subject', 'case.subject'],
    ['ticket.status', 'case.status'],
    ['staff.name', 'agent.name'],
    ['staff.name.first', 'agent.first_name'],
    ['ticket.staff.name', 'agent.name'],
    ['ticket.staff.name.first', 'agent.first_name'],
  ]),
}

/** FreeScout's saved replies, which some desks keep in other systems' exports. */
const freescout: PlaceholderTable = {
  written: /\{%\s*([\w.]+)\s*(?:,[^%]*)?%\}/g,
  write: (name) => `{%${name}%}`,
  names: new Map([
    ['customer.fullName', 'party.name'],
    ['customer.firstName', 'party.first_name'],
    ['conversation.number', 'case.number'],
    ['subject', 'case.subject'],
    ['user.fullName', 'agent.name'],
    ['user.firstName', 'agent.first_name'],
  ]),
}

/** Every system whose macros are read or written, by the name it is called by on the command line. */
export const placeholderTables = {
  zendesk,
  chatwoot,
  freshdesk,
  zammad,
  gorgias,
  libredesk,
  frappe,
  osticket,
  freescout,
} as const satisfies { readonly [system: string]: PlaceholderTable }

/** A template with its placeholders written as ours. One that has no counterpart keeps its name, and so blocks sending here. */
export function toOurs(template: string, { written, names, hasSingleBraces }: PlaceholderTable): string {
  const ours = template.replace(written, (_whole, expression: string) => {
    const { name, filters } = parts(expression)
    return `{{${names.get(name) ?? name}${filters}}}`
  })
  return hasSingleBraces === true ? asLiquid(ours) : ours
}

/**
 * What a template comes to in another system. `lost`: ours that it has nothing for; they stay as they are written here. `taken`: words that
 * are no placeholder here and would be one there.
 */
export interface TheirTemplate {
  readonly text: string
  readonly lost: readonly string[]
  readonly taken: readonly string[]
}

/** A template of ours with the placeholders of another system. */
export function toTheirs(template: string, table: PlaceholderTable): TheirTemplate {
  const lost = new Set<string>()
  const text = template.replace(braces.written, (whole, expression: string) => {
    const { name, filters } = parts(expression)
    const theirs = theirName(name, table)
    if (theirs !== null && filters === '') return table.write(theirs)
    lost.add(whole)
    return whole
  })
  const words = template.replace(braces.written, ' ')
  const taken = [...(words.match(table.written) ?? []), ...(table.hasSingleBraces === true ? singleIn(words) : [])]
  return { text, lost: [...lost], taken: [...new Set(taken)] }
}

// Zendesk's names that ours know too, by what they mean here.
const meanings: ReadonlyMap<string, string> = new Map([
  ['ticket.requester.name', 'party.name'],
  ['ticket.requester.first_name', 'party.first_name'],
  ['ticket.requester.language', 'party.language'],
  ['ticket.id', 'case.number'],
  ['ticket.title', 'case.subject'],
  ['ticket.status', 'case.status'],
  ['current_user.name', 'agent.name'],
  ['current_user.first_name', 'agent.first_name'],
  ['ticket.assignee.name', 'agent.name'],
  ['ticket.assignee.first_name', 'agent.first_name'],
])

const meaningOf = (name: string): string => meanings.get(name) ?? name

function theirName(ours: string, { names }: PlaceholderTable): string | null {
  for (const [theirs, here] of names) if (here === ours) return theirs
  for (const [theirs, here] of names) if (meaningOf(here) === meaningOf(ours)) return theirs
  return null
}

/** The name, and the filters behind it as they stand: `contact.name | upcase`. */
function parts(expression: string): { name: string; filters: string } {
  const bar = expression.indexOf('|')
  if (bar < 0) return { name: expression.trim(), filters: '' }
  return { name: expression.slice(0, bar).trim(), filters: ` ${expression.slice(bar).trim()}` }
}
