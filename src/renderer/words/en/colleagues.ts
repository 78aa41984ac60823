/** Words about who has a case, for how long, and who else is looking at it. */
export const colleagueWords = {
  'claim.offline': 'yours for {left} more, then it returns to the queue',
  'claim.maybe-over': 'it may be with someone else by now; what you write is checked before it is sent',
  'claim.waits': 'taken on this computer; the service decides when it is back',
  'claim.away': 'not connected, returns to the queue in {left}',
  'claim.away-over': 'not connected, returns to the queue now',

  'presence.label': 'Also on this case:',
  'presence.viewing': '{names} {n, plural, one {is viewing} other {are viewing}}',
  'presence.typing': '{names} {n, plural, one {is typing…} other {are typing…}}',
  'presence.seen': '{name}, seen {age} ago',
  'presence.more': '{names} and {n, plural, one {# other} other {# others}}',
  'presence.two': '{first} and {second}',
  'presence.somebody': 'Somebody',
  'presence.seconds': '{n} s',
  'presence.minutes': '{n} min',

  'list.held-by': '{name} has it',
} as const
