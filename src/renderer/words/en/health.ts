/** Words about how safely things are kept on this computer, and what went wrong with it. */
export const healthWords = {
  'health.title': 'Connection and safekeeping',
  'health.calm': 'Nothing you wrote is lost.',
  'health.unsafe': 'Something you did is in this window alone: leave it open.',
  'health.connection': 'Connection',
  'health.online': 'Connected since {at}.',
  'health.connecting': 'Connecting since {at}.',
  'health.offline': 'No connection since {at}. You can go on working; it is tried again by itself.',
  'health.service-older': 'Since {at} the service is older than this window. What you do is sent once it is updated.',
  'health.ended': 'Your sign-in has ended. Sign in again to send what waits.',
  'health.trouble': 'What IT may ask for: {trouble}',
  'health.last-sync': 'Last sync',
  'health.synced': 'Everything the service had was here at {at}.',
  'health.not-synced': 'This computer has not had everything yet.',
  'health.waiting': 'To be sent',
  'health.waits':
    '{n, plural, =0 {Nothing waits} one {# step waits} other {# steps wait}}{refused, plural, =0 {} one {; # was not taken and needs you} other {; # were not taken and need you}}.',
  'health.oldest': 'The oldest waits since {at}.',
  'health.show-waiting': 'Show',
  'health.here': 'On this computer',
  'health.counting': '{cases, plural, one {# case} other {# cases}}.',
  'health.rows':
    '{cases, plural, one {# case} other {# cases}}, {threads, plural, one {# thread} other {# threads}} to read without a network.',
  'health.room': '{used} of the {allowed} that may be used here.',
  'health.limited': 'Messages and SOPs take {used} of the {allowed} that IT allows.',
  'health.free': '{free} of the disk are free.',
  'health.promised': 'It stays also when the disk runs full.',
  'health.not-promised': 'When the disk runs full the browser may let go of it, so keep some space free.',
  'health.places': 'What you write',
  'health.twice': 'Kept in two places on this computer, sealed, until the service has it.',
  'health.once': 'Kept in one place only, sealed: this browser has no second one. Use the Tierdesk app where you can.',
  'health.unsafe-count':
    '{n, plural, one {# step is} other {# steps are}} in this window alone, because the disk refused {n, plural, one {it} other {them}}. Free some space, then press “Keep again”.',
  'health.keep-again': 'Keep again',
  'health.kept-again': 'Everything is on this computer’s disk now.',
  'health.still-refused':
    'The disk still refuses. Free some space on it, or leave this window open until everything is sent.',
  'health.keys': 'Sealing key',
  'health.clock': 'Clock',
  'health.clock-unknown': 'The service has not said the time yet.',
  'health.clock-right': 'This computer and the service agree on the time.',
  'health.clock-ahead':
    'This computer’s clock is {n, plural, one {# second} other {# seconds}} ahead of the service. Times on the desk are those of the service.',
  'health.clock-behind':
    'This computer’s clock is {n, plural, one {# second} other {# seconds}} behind the service. Times on the desk are those of the service.',
  'health.policies': 'Decided by IT',
  'health.decided': '{n, plural, =0 {Nothing.} one {# setting.} other {# settings.}}',
  'health.incidents': 'What went wrong here',
  'health.no-incidents': 'Nothing.',
  'health.incident-at': '{at} · the service knows of it',
  'health.incident-unreported': '{at} · reported to the service with the next connection',
  'health.read': 'I have read this',

  'commands.save-diagnostics': 'Save a diagnostics file',
  'diagnostics.saved':
    'The file is saved. It holds counts, times and settings, and nothing of any case: send it to IT.',
  'diagnostics.not-saved': 'The file was not saved: it could not be written there. Choose another folder.',

  'keeping.unsafe':
    '{n, plural, one {One step is} other {# steps are}} not on this computer’s disk: it is full or refuses to be written. Leave this window open until everything is sent, or free some space and keep it again.',
  'keeping.behind':
    'This computer’s disk is full or refuses to be written. You can go on, and what you write is kept apart from this; but cases that changed since then come from the service again after a restart. Free some space.',
  'keeping.crowded':
    '{n, number} steps wait to be sent. They are safe on this computer and you can go on; tell your supervisor that this desk has been without the service for long.',
  'keeping.incidents':
    '{n, plural, one {# thing} other {# things}} went wrong with what is kept on this computer. {must}',
  'keeping.read-details': 'Read the details.',
  'keeping.details': 'Details',

  'incident.outbox-emptied': 'The first place of what you write had been emptied.',
  'incident.journal-emptied': 'The second place of what you write had been emptied.',
  'incident.homes-differ':
    'The two places of what you write were not the same: {n, plural, one {# entry was} other {# entries were}} in one of them only.',
  'incident.outbox-damaged':
    '{n, plural, =0 {The first place of what you write could not be read.} one {# entry in the first place of what you write could not be read.} other {# entries in the first place of what you write could not be read.}}',
  'incident.journal-damaged':
    '{n, plural, =0 {The second place of what you write could not be read.} one {# entry in the second place of what you write could not be read.} other {# entries in the second place of what you write could not be read.}}',
  'incident.cache-emptied': 'The copy of the cases on this computer was gone.',
  'incident.cache-damaged':
    '{n, plural, one {# part} other {# parts}} of the copy of the cases on this computer could not be read.',
  'incident.digest-differs':
    '{n, plural, one {# row} other {# rows}} on this computer were not as the service has them.',

  'restored.from-second': 'Everything was restored from the second place.',
  'restored.from-first': 'Everything was restored from the first place.',
  'restored.joined': 'Both have everything now.',
  'restored.from-service':
    'It is fetched anew from the service; what you wrote is kept apart from it and was not touched.',
  'restored.rows': 'They were fetched anew.',
  'restored.other-only': 'The other place has everything and is used alone for now.',
  'restored.what-was-left': 'What could be read is here.',

  'must.nothing': 'You need not do anything.',
  'must.restart': 'Close Tierdesk and start it again when nothing waits; if this comes back, tell IT.',
  'must.look': 'Look whether your latest replies and drafts are here, and write again what is missing. Tell IT.',
} as const
