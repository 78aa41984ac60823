import { z } from 'zod'
import { signatureFields, textToSign } from '../signed-text.ts'
import { ReleaseVersion } from './release-version.ts'

/** Which installer a desk takes: system, processor and form of the editions that update themselves. All others are left to IT. */
export const ReleaseTarget = z.enum([
  'win32-x64-nsis',
  'win32-arm64-nsis',
  'darwin-x64-zip',
  'darwin-arm64-zip',
  'linux-x64-appimage',
  'linux-arm64-appimage',
])
export type ReleaseTarget = z.infer<typeof ReleaseTarget>

const ReleaseFile = z.strictObject({
  target: ReleaseTarget,
  /** Of one folder: no spaces, no way up or down. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/),
  bytes: z.number().int().min(1),
  /** In base64, as electron-updater compares it. */
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})
export type ReleaseFile = z.infer<typeof ReleaseFile>

const ReleaseContent = z.strictObject({
  version: ReleaseVersion,
  releasedAt: z.iso.datetime(),
  /** The oldest version that may go to this one in one step; null: any. */
  from: ReleaseVersion.nullable(),
  files: z.array(ReleaseFile).min(1).max(20),
})
export type ReleaseContent = z.infer<typeof ReleaseContent>

/** What a release is, signed by whoever makes it. */
export const SignedRelease = z.strictObject({
  format: z.literal(1),
  release: ReleaseContent,
  ...signatureFields,
})
export type SignedRelease = z.infer<typeof SignedRelease>

/** The text that is signed. */
export const releaseText = (release: ReleaseContent): string => textToSign('release', release)
