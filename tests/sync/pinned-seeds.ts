/** Seeds of schedules that fail without a repair that was once needed, each with what was wrong. A new failing seed is added here. */
export const pinnedSeeds: ReadonlyMap<number, string> = new Map([
  [1, 'results told before a whole copy was made are asked for again'],
  [514, 'they are asked for again also where the connection changed while the copy was finished'],
  [25, 'an attempt to connect that was let in late does not end the session'],
  [1221, 'a download waits for the one before it to end'],
  [48, 'rights that are lost and come back during a download leave no row away'],
  [8, 'an open thread is read again when a whole copy has replaced it'],
  [322, 'a thread that arrives after its case has left sight is not kept'],
])
