import { BrowserJournals } from './browser-journals.ts'

/** The journals of this page, where there is only a browser. */
export const pageJournals = new BrowserJournals()
