import type { Entered } from './begin-start.ts'
import type { DeskPicture } from './workspace/desk-picture.ts'
import type { Workspace } from './workspace/workspace.ts'

/** Where the window stands between its start and the desk. */
export type Stage =
  | { at: 'opening'; picture: DeskPicture | null }
  /** What was done on the desk goes to disk, before it is locked. `isHeld`: the disk refuses it. */
  | { at: 'locking'; workspace: Workspace; isHeld: boolean }
  | Entered
