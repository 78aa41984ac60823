import { z } from 'zod'
import { Id, Instant } from '../domain/base.ts'

export const incidentKinds = [
  /** The browser's database was empty beside a journal, or the other way round [S11]. */
  'outbox-emptied',
  'journal-emptied',
  /** One home had what the other had not; both have it now [S10]. */
  'homes-differ',
  /** Records in a home that could not be read. */
  'outbox-damaged',
  'journal-damaged',
  /** The copy of the service's rows was gone or could not be read; it is fetched anew. */
  'cache-emptied',
  'cache-damaged',
  /** A digest did not match: a table was fetched anew [S13]. */
  'digest-differs',
] as const

/** Something that went wrong with what is kept on this computer: shown to the agent, and reported to the service (`POST /api/incidents`). */
export const Incident = z.strictObject({
  id: Id,
  kind: z.enum(incidentKinds),
  at: Instant,
  /** How many mutations, records or rows it was about. */
  count: z.number().int().min(0),
})
export type Incident = z.infer<typeof Incident>
