import type { Agent } from '../../src/shared/domain/agent.ts'

const kinds = ['agents', 'queues', 'cases', 'messages', 'parties', 'clockPolicies'] as const

/** The id of the nth row of a table, valid and the same on every machine. */
export const productId = (kind: (typeof kinds)[number], n: number): string =>
  `${(kinds.indexOf(kind) + 1).toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** The number of a row from its id. */
export const productNumberOf = (id: string): number => Number.parseInt(id.slice(-12), 16)

/** The nth agent, who sees everything. */
export const productAgent = (n: number): Agent => ({
  id: productId('agents', n),
  name: `Agent ${n}`,
  role: 'supervisor',
  siteId: null,
  teamIds: [],
  queueIds: [],
  markets: ['*'],
  locale: 'en',
  sees: 'workspace',
  active: true,
})
