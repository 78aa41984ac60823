import type { CaseStatus, Priority } from '#shared/domain/case.ts'

/** Zendesk's words for a status. */
export const statuses: ReadonlyMap<string, CaseStatus> = new Map([
  ['new', 'new'],
  ['open', 'open'],
  ['pending', 'pending'],
  ['hold', 'on-hold'],
  ['on-hold', 'on-hold'],
  ['solved', 'solved'],
  ['closed', 'closed'],
])

/** Zendesk's words for a priority. */
export const priorities: ReadonlyMap<string, Priority> = new Map([
  ['low', 'low'],
  ['normal', 'normal'],
  ['high', 'high'],
  ['urgent', 'urgent'],
])
