import { resolve, win32 } from 'node:path'

/** What says where a profile lies: a folder named on purpose, and on Windows the place of data that stays on the computer. */
export interface ProfileNames {
  readonly platform: NodeJS.Platform
  /** `TIERDESK_USER_DATA`. */
  readonly named: string | undefined
  /** `LOCALAPPDATA`. */
  readonly local: string | undefined
}

/**
 * The folder of the profile; null: where Electron puts it. On Windows that would be among the data that roam: tens of thousands of sealed cases
 * would be copied at every sign-in, and two computers would write one outbox. They stay on the computer instead.
 */
export function profilePlace({ platform, named, local }: ProfileNames): string | null {
  if (named !== undefined && named !== '') return resolve(named)
  if (platform !== 'win32' || local === undefined || local === '') return null
  return win32.join(local, 'com.tierdesk.app')
}
