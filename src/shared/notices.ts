import { z } from 'zod'
import { CaseRef } from './desk-link.ts'

/** What the system says for Tierdesk outside of its window, in English: until the window has told how its own language says it. */
export const outsideWords = {
  'case-given': 'A case was given to you',
  answered: 'Somebody wrote on your case',
  'clock-close': 'Time is running out on your case',
  'clock-over': 'Time ran out on your case',
  'came-back': 'An escalation came back to you',
  named: 'You are named in a note',
  many: 'Several cases have something new for you',
  waiting: 'Waiting for you: {n}',
  online: 'Connected',
  offline: 'No connection',
  'signed-out': 'Nobody is at the desk',
  open: 'Open Tierdesk',
  quit: 'Quit Tierdesk',
} as const

type OutsideName = keyof typeof outsideWords
const names = Object.keys(outsideWords) as [OutsideName, ...OutsideName[]]

/** These words in one language: every one of them. */
export const OutsideWords = z.record(z.enum(names), z.string().min(1).max(100))
export type OutsideWords = Readonly<Record<OutsideName, string>>

/** What somebody is told of who looks elsewhere. */
export const NoticeKind = z.enum(['case-given', 'answered', 'clock-close', 'clock-over', 'came-back', 'named'])
export type NoticeKind = z.infer<typeof NoticeKind>

/** Something new for the agent: of what kind, and on which case. There is no room in it for anything that anybody wrote. */
export const Notice = z.strictObject({ kind: NoticeKind, caseRef: CaseRef })
export type Notice = z.infer<typeof Notice>

/** As many at once as are told of; whoever has more sees them in the lists. */
export const mostNotices = 50

/** Why nothing is told outside of the window here: IT forbids it, the system has no place for it, or the browser was not allowed to. */
export const noticeRefusals = ['policy', 'system', 'browser'] as const

/** How the agent stands, as the tray says it. */
export const DeskStanding = z.enum(['online', 'offline', 'signed-out'])
export type DeskStanding = z.infer<typeof DeskStanding>
