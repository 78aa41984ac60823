import { type Notice, type DeskStanding, type OutsideWords, outsideWords } from '#shared/notices.ts'
import type { CallOutput } from '#shared/desktop-bridge.ts'
import { refOfCase } from '#shared/desk-link.ts'
import { desktop } from '#renderer/desktop/desktop.ts'
import { linkToCase } from '#renderer/desktop/link-to-case.ts'
import { say } from '#renderer/words/say.ts'

/** The case that a link from outside leads to, once: its number or its id. */
export const takeLink = async (): Promise<string | null> => (await desktop().call('link.take')).caseRef

/** Hears that a link waits, until the returned function is called. */
export const onLinkAsked = (listener: () => void): (() => void) => desktop().on('link.asked', listener)

/** A link to a case, for colleagues who work as this agent does: in the app, or in a browser. */
export const linkTo = (row: { readonly id: string; readonly number: string }): string =>
  linkToCase(desktop().kind, refOfCase(row))

/** Has tray and notifications speak the language of the window. What stands outside speaks another one where the desktop does not answer. */
export function speakOutside(): void {
  const names = Object.keys(outsideWords) as (keyof OutsideWords)[]
  // A value that stands for itself: what is put there is known outside alone.
  const entries = names.map((name) => [name, say(`outside.${name}`, { n: '{n}' })])
  desktop()
    .call('outside.speak', { words: Object.fromEntries(entries) as OutsideWords })
    .catch((error: unknown) => reportError(error))
}

/** Shows beside the clock of the system how the agent stands. A nicety: where there is no such place, nothing is missing. */
export const showStanding = (standing: DeskStanding): void =>
  void desktop()
    .call('tray.show', { standing })
    .catch(() => undefined)

/** Whether anything may be told outside of the window, after asking the person where a browser wants that. */
export const allowNotices = async (): Promise<CallOutput<'notice.allow'>['refused']> =>
  (await desktop().call('notice.allow')).refused

/** Tells of these outside of the window. Nothing is lost where that cannot be: all of it stands in the lists. */
export const showNotices = (notices: Notice[]): void =>
  void desktop()
    .call('notice.show', { notices })
    .catch((error: unknown) => reportError(error))

/** Whether this window tells outside of itself unless the agent says otherwise: an app does, a page asks first. */
export const tellsByItself = (): boolean => desktop().kind === 'electron'
