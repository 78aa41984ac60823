import { z } from 'zod'

/** The version of a release: three numbers. Nothing is published in between, so nothing else has to be put in order. */
export const ReleaseVersion = z.string().regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/)

/** Below 0: `a` is older than `b`; 0: the same; above 0: newer. Text that is no version counts as 0.0.0. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [partsOf(a), partsOf(b)]
  const at = x.findIndex((part, index) => part !== y[index])
  return at === -1 ? 0 : (x[at] ?? 0) - (y[at] ?? 0)
}

const partsOf = (version: string): number[] =>
  ReleaseVersion.safeParse(version).success ? version.split('.').map(Number) : [0, 0, 0]
