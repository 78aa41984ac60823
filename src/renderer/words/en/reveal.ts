/** Words of contact details that are masked until they are shown. */
export const revealWords = {
  'reveal.show': 'Show',
  'reveal.show-label': 'Show: {label} of {name}',
  'reveal.hide': 'Hide',
  'reveal.hide-label': 'Hide: {label} of {name}',
  'reveal.why': 'What do you need it for? It is written down.',
  'reveal.contact': 'Call or write to them',
  'reveal.verify': 'Check that it is them',
  'reveal.delivery': 'Arrange a delivery',
  'reveal.record': 'Check or correct the record',
  'reveal.left': '{n} s',
  'reveal.left-label': 'Hidden again in {n, plural, one {# second} other {# seconds}}',
  'reveal.shown': '{label} of {name}: {value}. Hidden again in {n} seconds.',
  'reveal.hidden': '{label} of {name} is hidden again.',
  'reveal.offline':
    'Needs the service. Contact details are not kept on this computer; try again when you are connected.',
  'reveal.unexpected':
    'The service gave an answer that was not understood ({status}). Try again, and tell IT if it stays.',
} as const
