import { z } from 'zod'
import { CertificateStanding } from './certificate-standing.ts'
import { WindowDiagnostics } from './diagnostics/window-diagnostics.ts'
import { CaseRef } from './desk-link.ts'
import { MenuWords } from './menu-words.ts'
import { DeskStanding, Notice, OutsideWords, mostNotices, noticeRefusals } from './notices.ts'
import { PolicyReport } from './policy/policy-report.ts'
import { DeskRun } from './update/desk-figures.ts'
import { ProxyAnswer, ProxyQuestion } from './proxy-question.ts'
import { UpdateState, restartRefusals } from './update/update-state.ts'

/** What the desktop says of itself. `serviceUrl` is where the central service is, e.g. `http://127.0.0.1:4510`. */
export const DesktopAbout = z.object({
  version: z.string(),
  platform: z.string(),
  runtime: z.string(),
  serviceUrl: z.url(),
})
export type DesktopAbout = z.infer<typeof DesktopAbout>

/** Names of what the vault keeps. */
const VaultName = z.string().regex(/^[a-z][a-z0-9.-]{0,99}$/)

const Bytes = z.instanceof<new (...given: never) => Uint8Array>(Uint8Array)
/** Which journal: one for each agent on this computer. */
const JournalName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/)

/** Every call from the window to the desktop: name -> what goes in, what comes out. A call that is not here does not exist. */
export const desktopCalls = {
  /** Who the desktop is and which service it belongs to. */
  'app.about': { input: z.void(), output: DesktopAbout },
  /** What IT has decided for this computer, and who says so. The same for as long as the desktop runs. */
  'policy.read': { input: z.void(), output: PolicyReport },
  /** Asks for a site pack and keeps it for the next start. `site`: its name; `refused`: a sentence that says why not; neither where the person chose none. */
  'site-pack.import': {
    input: z.void(),
    output: z.object({ site: z.string().nullable(), refused: z.string().nullable() }),
  },
  /** How updates stand. */
  'update.state': { input: z.void(), output: UpdateState },
  /** Looks for an update now, and fetches it where there is one; answers how they stand then. */
  'update.check': { input: z.void(), output: UpdateState },
  /** Whether all that was done here is with the service and nothing is half written: then an update may be put in place when Tierdesk ends. */
  'update.settle': { input: z.strictObject({ isSettled: z.boolean() }), output: z.void() },
  /** Restarts into the update that is ready; answers only where it does not, and why. The window has everything sent before it asks. */
  'update.restart': { input: z.void(), output: z.object({ refused: z.enum(restartRefusals).nullable() }) },
  /**
   * Loads the window anew, with nothing left of what it held: in a new process, where there is a desktop. The page is gone before this
   * answers; `isGoing` is false where it stays, since a browser might not get it again.
   */
  'window.renew': { input: z.void(), output: z.object({ isGoing: z.boolean() }) },
  /** How this run of the desktop has gone so far; null where there is no desktop. */
  'desk.run': { input: z.void(), output: DeskRun.nullable() },
  /** Opens a web page in the person's own browser. Only `https` to hosts that policy allows; the answer says whether it was allowed. */
  'link.open': { input: z.strictObject({ url: z.string().max(2000) }), output: z.object({ opened: z.boolean() }) },
  /** Writes a file where the person says, under a name that they may change; `isSaved` is false where they said nowhere, or policy forbids it. */
  'file.save': {
    input: z.strictObject({ name: z.string().min(1).max(255), bytes: Bytes }),
    output: z.object({ isSaved: z.boolean() }),
  },
  /** The number on the app's badge: work that waits for this agent. 0 takes it away. */
  'badge.set': { input: z.strictObject({ count: z.number().int().min(0).max(99_999) }), output: z.void() },
  /** Which colours the window's frame is drawn in. */
  'theme.set': { input: z.strictObject({ theme: z.enum(['system', 'light', 'dark']) }), output: z.void() },
  /** What the application menu is to say, in the language of the window. */
  'menu.show': { input: z.strictObject({ words: MenuWords }), output: z.void() },
  /** A secret that the vault keeps under the operating system's own store; null: there is none, or it cannot be read any more. */
  'vault.read': { input: z.strictObject({ name: VaultName }), output: z.object({ value: z.string().nullable() }) },
  /** Keeps a secret, or forgets it (null). It is on disk when this answers. */
  'vault.write': {
    input: z.strictObject({ name: VaultName, value: z.string().max(64_000).nullable() }),
    output: z.void(),
  },
  /**
   * What keeps the secrets: the operating system, a file that only this user may read, or the browser. `memory`: a file keeps only what opens
   * nothing by itself; session and PIN are gone when the desktop ends.
   */
  'vault.about': { input: z.void(), output: z.object({ keptBy: z.enum(['system', 'file', 'memory', 'browser']) }) },
  /**
   * Every record of an agent's journal in order, and what is wrong with it [S10]: bytes at its end or within it that could not be read, and
   * records that do not follow the one before. `isKept` is false where there is no place for a journal at all: then the other calls reject.
   */
  'journal.open': {
    input: z.strictObject({ journal: JournalName }),
    output: z.object({
      isKept: z.boolean(),
      records: z.array(Bytes),
      damagedBytes: z.number().int(),
      brokenLinks: z.number().int(),
    }),
  },
  /** Adds records. They would survive a power cut when this answers; all that come while one write is under way share the next. */
  'journal.append': {
    input: z.strictObject({ journal: JournalName, records: z.array(Bytes).min(1).max(1000) }),
    output: z.void(),
  },
  /** Puts these records in place of all that there are, all or nothing. */
  'journal.rewrite': {
    input: z.strictObject({ journal: JournalName, records: z.array(Bytes).max(100_000) }),
    output: z.void(),
  },
  /** Lets go of a journal, once everything before this is written: another window may open it. */
  'journal.close': { input: z.strictObject({ journal: JournalName }), output: z.void() },
  /** In which languages (BCP 47) texts are written here; answers the dictionaries that spelling is checked by. */
  'spelling.languages': {
    input: z.strictObject({ languages: z.array(z.string().regex(/^[A-Za-z0-9-]{2,40}$/)).max(10) }),
    output: z.object({ dictionaries: z.array(z.string()) }),
  },
  /** What a proxy asks of the person now. */
  'proxy.question': { input: z.void(), output: z.object({ question: ProxyQuestion.nullable() }) },
  /** Who the person is to the proxy of question `id`; null: they do not want to say. It is tried, and kept in memory alone. */
  'proxy.answer': { input: z.strictObject({ id: z.number().int(), answer: ProxyAnswer.nullable() }), output: z.void() },
  /** Whether what answers at the service's address is refused for its certificate. */
  'certificate.standing': { input: z.void(), output: CertificateStanding },
  /** Bytes that are free on the disk where everything is kept; null where nobody says. */
  'disk.free': { input: z.void(), output: z.object({ bytes: z.number().int().min(0).nullable() }) },
  /** Writes a file for whoever is asked to help: how the window and the desktop do, and nothing of what anybody wrote; `isSaved` as of `file.save`. */
  'diagnostics.save': { input: WindowDiagnostics, output: z.object({ isSaved: z.boolean() }) },
  /** The case that a link from outside leads to, once; null where none waits. Asked by a desk that is open, and by nothing before it. */
  'link.take': { input: z.void(), output: z.object({ caseRef: CaseRef.nullable() }) },
  /** What the tray and notifications are to say, in the language of the window. */
  'outside.speak': { input: z.strictObject({ words: OutsideWords }), output: z.void() },
  /** How the agent stands, for the tray. */
  'tray.show': { input: z.strictObject({ standing: DeskStanding }), output: z.void() },
  /** Whether anything may be told outside of the window, after asking the person where that is the system's way; `refused`: why not. */
  'notice.allow': { input: z.void(), output: z.object({ refused: z.enum(noticeRefusals).nullable() }) },
  /** Tells of these where the person looks elsewhere, all of a moment in one notification. A click on it leads to the case like a link. */
  'notice.show': { input: z.strictObject({ notices: z.array(Notice).min(1).max(mostNotices) }), output: z.void() },
} as const

/** Every event from the desktop to the window: name -> what it carries. */
export const desktopEvents = {
  /** The machine woke up, or its network came back: worth a try at once. */
  'power.resumed': z.void(),
  /** Updates stand otherwise than before. */
  'update.changed': UpdateState,
  /** The person chose a command in the application menu. */
  'menu.command': z.object({ commandId: z.string().max(100) }),
  /** A proxy asks something else than before, or nothing any more. */
  'proxy.changed': z.object({ question: ProxyQuestion.nullable() }),
  /** What answers at the service's address is refused for its certificate, or no longer. */
  'certificate.changed': CertificateStanding,
  /** A link waits for a desk that takes it (`link.take`). */
  'link.asked': z.void(),
  /** Nobody is at the computer, or the system was locked or goes to sleep: an open desk is to be locked. Told again as long as it is so. */
  'power.locked': z.object({ by: z.enum(['idle', 'system']) }),
} as const

export type DesktopCall = keyof typeof desktopCalls
export type DesktopEvent = keyof typeof desktopEvents
/** What a journal says when it is opened. */
export type OpenedJournal = z.infer<(typeof desktopCalls)['journal.open']['output']>
export type CallInput<C extends DesktopCall> = z.input<(typeof desktopCalls)[C]['input']>
export type CallOutput<C extends DesktopCall> = z.output<(typeof desktopCalls)[C]['output']>
export type EventPayload<E extends DesktopEvent> = z.output<(typeof desktopEvents)[E]>

/** What the preload puts on the window as `tierdesk`: two functions that forward, and never a third. */
export interface DesktopBridge {
  call(name: string, input: unknown): Promise<unknown>
  on(name: string, listener: (payload: unknown) => void): () => void
}
