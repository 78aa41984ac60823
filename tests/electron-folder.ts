import { findOrFetchElectron } from '#tools/electron-runtime.mjs'
import { getTestElectron } from '#tools/get-test-electron.mjs'

/** The folder of the Electron that tests run in: the one that is named, the project's own, or that of the tests. Rejects where none can be had. */
export async function electronFolder(): Promise<string> {
  const own = process.env['TIERDESK_ELECTRON_DIST'] ?? (await findOrFetchElectron())
  if (own !== undefined) return own
  const test = await getTestElectron()
  if ('folder' in test) return test.folder
  throw new Error(`No Electron could be fetched: ${test.reason}`)
}
