import { stableId } from '#service/stable-id.ts'
import type { TableName } from '#shared/tables.ts'

/** The id of a demo row, from its table and its slug. */
export const demoId = (table: TableName, ...slug: string[]): string => stableId('demo', table, ...slug)

/** The instant that many minutes before `now`, as ISO 8601. */
export const minutesAgo = (now: Date, minutes: number): string =>
  new Date(now.getTime() - minutes * 60_000).toISOString()

/** The instant that many days before `now`, as ISO 8601. */
export const daysAgo = (now: Date, days: number): string => minutesAgo(now, days * 24 * 60)
