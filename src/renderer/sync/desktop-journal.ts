import type { Desktop } from '#renderer/desktop/desktop-api.ts'
import { fromBase64, toBase64 } from './seal/base64.ts'
import type { JournalKeeper } from './journal-home.ts'

/** The journal of an agent, kept by the desktop on the other side of the bridge. */
export const desktopJournal = (desktop: Desktop, agentId: string): JournalKeeper => ({
  async open() {
    const opened = await desktop.call('journal.open', { journal: agentId })
    return { ...opened, records: opened.records.map(fromBase64) }
  },
  append: (records) => desktop.call('journal.append', { journal: agentId, records: records.map(toBase64) }),
  close: () => desktop.call('journal.close', { journal: agentId }),
  rewrite: (records) => desktop.call('journal.rewrite', { journal: agentId, records: records.map(toBase64) }),
})
