import type { Desktop } from '#renderer/desktop/desktop-api.ts'
import type { JournalKeeper } from './journal-home.ts'

/** The journal of an agent, kept by the desktop on the other side of the bridge. */
export const desktopJournal = (desktop: Desktop, agentId: string): JournalKeeper => ({
  open: () => desktop.call('journal.open', { journal: agentId }),
  append: (records) => desktop.call('journal.append', { journal: agentId, records: [...records] }),
  close: () => desktop.call('journal.close', { journal: agentId }),
  rewrite: (records) => desktop.call('journal.rewrite', { journal: agentId, records: [...records] }),
})
