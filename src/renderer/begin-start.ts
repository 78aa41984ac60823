import { desktop } from './desktop/desktop.ts'
import { wordsOf } from './words-of.ts'
import { openWorkspace } from './workspace/open-workspace.ts'
import { type Session, savedSession } from './workspace/saved-session.ts'
import type { Workspace } from './workspace/workspace.ts'

/** What the desktop says of itself. */
export interface About {
  serviceUrl: string
  version: string
}

/** What became of opening the workspace of a session. */
export type Opened =
  | { at: 'open'; session: Session; workspace: Workspace }
  | { at: 'other-window'; session: Session }
  | { at: 'failed'; trouble: string; session: Session }

/** What is under way before anything is drawn. `opened` is null where nobody is signed in. */
export interface Start {
  readonly about: Promise<About>
  readonly opened: Promise<Opened> | null
}

/** Begins to open the workspace of whoever is signed in. Rejects where the desktop does not answer. */
export function beginStart(): Start {
  const about = desktop().call('app.about')
  const session = savedSession()
  return { about, opened: session === null ? null : about.then(({ serviceUrl }) => open(session, serviceUrl)) }
}

/** Opens the workspace of a session and says how that went. */
export async function open(session: Session, serviceUrl: string): Promise<Opened> {
  try {
    const opened = await openWorkspace(session, serviceUrl)
    if (opened.kind === 'other-window') return { at: 'other-window', session }
    return { at: 'open', session, workspace: opened.workspace }
  } catch (error) {
    return { at: 'failed', trouble: wordsOf(error), session }
  }
}
