import { join } from 'node:path'
import { type FoundPolicies, joined, nothingFound, readJsonDocument, refusedWith } from './policy-document.ts'

/** The name under which macOS keeps what a profile sets. */
export const preferencesDomain = 'com.tierdesk.app'

/** Runs `plutil -convert json -o - FILE` and answers what it prints; null where there is no such file. */
export type PlistAsJson = (path: string) => Promise<string | null>

/** The policies of macOS: what profiles set for this user first, so that what is set for the computer wins. Never rejects. */
export async function readManagedPreferences(user: string, asJson: PlistAsJson): Promise<FoundPolicies> {
  const read = async (...folder: readonly string[]): Promise<FoundPolicies> => {
    const path = join('/Library/Managed Preferences', ...folder, `${preferencesDomain}.plist`)
    try {
      const text = await asJson(path)
      return text === null ? nothingFound : readJsonDocument(path, text)
    } catch {
      return refusedWith(`${path} could not be read. Install the profile again.`)
    }
  }
  return joined([await read(user), await read()])
}
