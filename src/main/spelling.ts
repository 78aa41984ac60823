import type { Session } from 'electron'
import { fittingDictionaries } from './fitting-dictionaries.ts'
import { logLine } from './log-line.ts'

/** Begins to check texts in these languages (BCP 47); answers the dictionaries that it does so with. */
export type Spell = (languages: readonly string[]) => string[]

/**
 * Checking of spelling, by dictionaries of the central service and of nobody else: Chromium would fetch them from its maker. On a Mac it
 * is the system that checks, in languages of its own choice. Before the window has said its languages nothing is checked or fetched.
 */
export function openSpelling(session: Session, serviceUrl: string, isAllowed: boolean): Spell {
  session.setSpellCheckerDictionaryDownloadURL(new URL('/dictionaries/', serviceUrl).href)
  session.setSpellCheckerEnabled(false)
  session.on('spellcheck-dictionary-download-failure', (_event, language) =>
    logLine(`The service has no dictionary for ${language}: spelling in it is not checked.`),
  )
  return (languages) => {
    const fitting = isAllowed ? fittingDictionaries(languages, session.availableSpellCheckerLanguages) : []
    if (fitting.length > 0) session.setSpellCheckerLanguages(fitting)
    session.setSpellCheckerEnabled(fitting.length > 0)
    return fitting
  }
}
