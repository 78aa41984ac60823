/** Seeds of schedules that once failed, each with what was wrong. They run first, so that it does not come back. */
export const pinnedSeeds: ReadonlyMap<number, string> = new Map([
  [5, 'results told before a whole copy was made were never heard of, and the mutations waited for ever'],
  [78, 'rights that were lost and came back during a download left rows away for ever'],
  [166, 'an open thread was not read again when a whole copy had replaced it'],
  [255, 'an attempt to connect that was let in late ended the session as "replaced"'],
  [2666, 'a download of an old connection was finished over a newer one'],
  [2798, 'a download of an old connection was finished over a newer one'],
  [3488, 'a download was continued for another audience than it was begun for'],
  [5419, 'a download of an old connection was finished over a newer one'],
])
