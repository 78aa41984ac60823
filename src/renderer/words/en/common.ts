/** Words used everywhere: the frame, signing in, ages, roles. */
export const commonWords = {
  'app.name': 'Tierdesk',
  'age.now': 'now',
  'age.minutes': '{n} min',
  'age.hours': '{n} h',
  'age.days': '{n} d',
  'sign-in.unreachable': 'The service at {address} cannot be reached. Check the network, then try again.',
  'sign-in.unexpected': 'The service answered in a way this version does not understand ({status}). Tell IT.',
} as const
