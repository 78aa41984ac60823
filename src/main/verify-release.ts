import type { ReleaseRefusal } from '#shared/update/judge-release.ts'
import { type ReleaseContent, type SignedRelease, releaseText } from '#shared/update/release.ts'
import { isSignedBy } from './is-signed-by.ts'

/** What a release says, where one of these keys signed it; else why it does not count. */
export function verifyRelease(
  { release, key, signature }: SignedRelease,
  trustedKeys: readonly string[],
): ReleaseContent | { readonly refused: ReleaseRefusal } {
  if (trustedKeys.length === 0) return { refused: 'no-key' }
  if (!trustedKeys.includes(key)) return { refused: 'unknown-key' }
  return isSignedBy(key, releaseText(release), signature) ? release : { refused: 'changed' }
}
