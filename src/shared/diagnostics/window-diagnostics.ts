import { z } from 'zod'
import { Instant } from '../domain/base.ts'
import { refusalReasons } from '../refusals.ts'
import { incidentKinds } from '../sync/incident.ts'

const Count = z.number().int().min(0)
/** A word of ours, such as the name of a mutation: no room for what people write. */
const OurWord = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*$/)
  .max(60)

/** `TypeError CODE`, or a place in our code such as `    at open (app://workspace/assets/index-1a2b.js:1:2345)`. */
const errorLine =
  /^([A-Za-z]{1,60}( [A-Z0-9_]{1,60})?|a thrown [a-z]+| {4}at [\w$.<>[\] ]{0,200}\(?[a-z]+:[\w\-./:@$?=]{1,300}\)?)$/

/** Keeps the lines of `describeError` that have this form; an error that was made up elsewhere may have others. */
export const errorLines = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => errorLine.test(line))
    .slice(0, 20)

/** What went wrong on a connection, by words that we or Socket.IO have for it; `other`: anything else, which might quote somebody. */
const linkTroubles = [
  'xhr poll error',
  'xhr post error',
  'websocket error',
  'transport close',
  'transport error',
  'ping timeout',
  'timeout',
  'parse error',
  'io server disconnect',
  'draining',
  'slow',
  'busy',
  'bad-frame',
  'not-signed-in',
  'protocol-too-new',
  'replaced',
  'other',
] as const
export type LinkTrouble = (typeof linkTroubles)[number]

/** Which of these a trouble is; null where there is none. */
export const linkTroubleOf = (trouble: string | null): LinkTrouble | null =>
  trouble === null ? null : (linkTroubles.find((one) => one === trouble) ?? 'other')

/**
 * How a window does, for whoever is asked to help: counts, instants, and words of ours. Whatever else is in it is refused, so that no text
 * of a person, no name and no key can leave by this way whatever the window says.
 */
export const WindowDiagnostics = z.strictObject({
  at: Instant,
  language: z.string().regex(/^[A-Za-z0-9-]{2,40}$/),
  timeZone: z.string().regex(/^[A-Za-z_+\-/0-9]{1,60}$/),
  screen: z.strictObject({ width: Count, height: Count, scale: z.number().min(0).max(100) }),
  sync: z.strictObject({
    connection: z.enum(['connecting', 'online', 'offline']),
    since: Instant,
    isCaughtUp: z.boolean(),
    lastSyncAt: Instant.nullable(),
    ended: OurWord.nullable(),
    isServiceOlder: z.boolean(),
    trouble: z.enum(linkTroubles).nullable(),
  }),
  /** By how much the service's clock is ahead of this computer's, in milliseconds; null: never heard of. */
  clockAheadMs: z.number().int().nullable(),
  /** How many rows of each table are here. */
  rows: z.record(OurWord, Count),
  threads: Count,
  /** Steps that wait for the service, oldest first; `more`: how many are left out here. */
  waiting: z.strictObject({
    steps: z.array(z.strictObject({ kind: OurWord, at: Instant, isSaved: z.boolean() })).max(500),
    more: Count,
  }),
  refused: z.array(z.strictObject({ kind: OurWord, at: Instant, why: z.enum(refusalReasons) })).max(500),
  drafts: Count,
  keeping: z.strictObject({ isTwice: z.boolean(), isCrowded: z.boolean(), isBehind: z.boolean(), unsafe: Count }),
  incidents: z
    .array(z.strictObject({ kind: z.enum(incidentKinds), at: Instant, count: Count, isReported: z.boolean() }))
    .max(100),
  /** Bytes in use and bytes that may be; null where the browser does not say. */
  room: z.strictObject({ usage: Count, quota: Count }).nullable(),
  isPromised: z.boolean(),
  /** The last errors that nobody caught: kind and places in our code. */
  errors: z.array(z.strictObject({ at: Instant, lines: z.array(z.string().regex(errorLine)).max(20) })).max(20),
})
export type WindowDiagnostics = z.infer<typeof WindowDiagnostics>
