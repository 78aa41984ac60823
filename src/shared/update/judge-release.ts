import { compareVersions } from './release-version.ts'
import type { ReleaseContent, ReleaseFile, ReleaseTarget } from './release.ts'

/** Why a desk does not take what the service offers it. The first four are of its signature, the others of what it says. */
export const releaseRefusals = [
  'no-release',
  'no-key',
  'unknown-key',
  'changed',
  'older',
  'below-minimum',
  'above-maximum',
  'step-too-far',
  'no-file',
] as const
export type ReleaseRefusal = (typeof releaseRefusals)[number]

/** The desk that is offered a release. `minimum` and `maximum`: what IT allows; null: anything. */
export interface OfferedDesk {
  readonly version: string
  readonly target: ReleaseTarget
  readonly minimum: string | null
  readonly maximum: string | null
}

/** Whether a desk takes a release whose signature is right: the file for it; null where it has that version; or why not. */
export function judgeRelease(
  { version, from, files }: ReleaseContent,
  desk: OfferedDesk,
): { readonly file: ReleaseFile } | null | { readonly refused: ReleaseRefusal } {
  const step = compareVersions(version, desk.version)
  if (step === 0) return null
  // An older release has a signature that is as good: whoever has the feed could bring back a hole that was closed.
  if (step < 0) return { refused: 'older' }
  if (desk.minimum !== null && compareVersions(version, desk.minimum) < 0) return { refused: 'below-minimum' }
  if (desk.maximum !== null && compareVersions(version, desk.maximum) > 0) return { refused: 'above-maximum' }
  if (from !== null && compareVersions(desk.version, from) < 0) return { refused: 'step-too-far' }
  const file = files.find(({ target }) => target === desk.target)
  return file === undefined ? { refused: 'no-file' } : { file }
}
