import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { ReleaseVersion } from './release-version.ts'
import { updateRings } from './update-rings.ts'

/** How one run of a desktop has gone so far, as its main process counts it. It says nothing of people or their work. */
export const DeskRun = z.strictObject({
  /** Another at each start. */
  startId: Id,
  version: ReleaseVersion,
  ring: z.enum(updateRings),
  /** Windows that died, and one for a run before this that did not end in order. */
  crashes: z.number().int().min(0).max(10_000),
  minutes: z.number().int().min(0).max(1_000_000),
})
export type DeskRun = z.infer<typeof DeskRun>

/** What a window reports of its desk (`POST /api/desk-figures`), again and again: later figures of one start replace earlier ones. */
export const DeskFigures = DeskRun.extend({
  /** For how long the oldest step that waits has waited while the service could be reached. */
  outboxMinutes: z.number().int().min(0).max(1_000_000),
})
export type DeskFigures = z.infer<typeof DeskFigures>
