import type { SopSource } from '#renderer/search/sop-search.ts'
import { turnsPassed } from '#shared/sop-force.ts'
import { sopsHere } from './sops-here.ts'
import type { Workspace } from './workspace.ts'

/** The SOPs that are searched: those that are shown. What comes into force by time alone counts as a change. */
export const sopSearchSource = (workspace: Workspace, now: () => number): SopSource => ({
  all: () => sopsHere(workspace, now()),
  cold: (table, sopId) => workspace.cold(table, sopId),
  coldMarks: (table, sopIds) => workspace.coldMarks(table, sopIds),
  scanCold: (table, each) => workspace.scanCold(table, each),
  version: (topic) => workspace.version(topic) + (topic === 'sops' ? turnsPassed(workspace.all('sops'), now()) : 0),
  get sync() {
    return workspace.sync
  },
  subscribe: (listener) => workspace.subscribe(listener),
})
