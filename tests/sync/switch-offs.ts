import type { Sabotage } from './sabotage.ts'
import * as service from './service-removals.ts'
import * as window from './window-removals.ts'

/** One rule taken away, from outside: what the checker must notice. */
export interface SwitchOff {
  readonly rule: string
  readonly without: string
  /** Made anew for each schedule, so that nothing of one reaches another. */
  readonly sabotage: () => Sabotage
}

const off = (rule: string, without: string, sabotage: () => Sabotage): SwitchOff => ({ rule, without, sabotage })

/** Every rule, and each way of taking it away without touching the product. */
export const switchOffs: readonly SwitchOff[] = [
  off('S1', 'the registry of mutations: a row is changed in the tables by hand', service.writesBeside),
  off('S2', 'stored results: a mutation sent again runs again', service.forgetsResults),
  off('S3', 'the check for gaps', service.ignoresGaps),
  off('S4', 'a new clientId for each start', window.keepsClientId),
  off('S5', 'the lock: batches overlap and take their numbers when they begin', () => ({ isUnserial: true })),
  off('S6', 'the check of a patch against the cursor', window.ignoresBase),
  off('S7', 'the line between truth and view: what is named is written into the truth', window.writesIntoTruth),
  off('S8', 'waiting for the feed: the outbox is emptied on the answer to a push', window.trimsOnAnswer),
  off('S9', 'waiting for the disks: what is named counts as saved at once', window.saysSavedAtOnce),
  off('S10', 'the second home of the outbox', window.hasOneHome),
  off('S11', "the marker of a home's generation", window.forgetsGeneration),
  off('S12', 'the heartbeat with the head', () => ({ hasNoHeartbeat: true, always: ['drop'] })),
  off('S13', 'the comparison of digests', window.comparesNothing),
  off('S14', 'the age at which cursors are refused: what is no longer told is left out', service.hidesHorizon),
  off('S14', 'an outbox that a whole new copy leaves alone', window.resetEmptiesOutbox),
  off('S15', 'going on after a refusal', service.refusedStays),
  off('S15', 'dependents that are refused together', service.forgetsDependents),
  off('S16', 'rights of the moment: they are looked up when a push comes in', service.judgesEarly),
  off('S16', 'rights: whoever is signed in may do everything', service.judgesNothing),
  off('S17', 'telling what left the sight of an agent', service.tellsNoLeaving),
  off('S18', 'the check that the thread stands still', service.sendsBlindly),
  off('S19', 'keeping the rows of unknown tables', window.dropsUnknownTables),
  off('S19', 'keeping unknown fields', service.losesUnknownFields),
  off('S20', 'telling connections apart: events of an old one are heeded', window.heedsOldConnections),
  off('S20', 'the lock on a profile: two programs send and write', window.sendsTwice),
  off('S21', 'bounds before the outbox', window.hasNoBounds),
  off('S22', "the service's clock: mutations are stamped by the window's", service.stampsByWindow),
  off('S23', 'offering again what was acknowledged', window.offersNothing),
  off('S23', 'the new history of a service that was put back', service.keepsEpoch),
  off('S24', 'the table of effects: they go out before the commit', service.sendsBeforeCommit),
  off('S24', 'ids of effects: each attempt has its own', service.namesEffectsAnew),
]
