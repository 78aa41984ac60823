import { outsideWords } from '#shared/notices.ts'

/** Words of links into the desk, and of what is told outside of the window: tray, notifications and when they are wanted. */
export const outsideWordsHere = {
  'commands.copy-link': 'Copy the link to the case',

  'link.copied': 'The link to {number} is on the clipboard.',
  'link.copy-failed': 'The clipboard did not take the link. It is {link}.',
  'link.waits': 'The case {number} opens when this dialog is closed.',
  'link.missing':
    'The case {number} was not opened: it is not among the cases you see. Check the link, or ask whoever gave it to you.',
  'link.unreachable':
    'The case {number} was not opened: it is not on this computer, and the service cannot be asked now. Open the link again once you are connected.',

  'outside.case-given': outsideWords['case-given'],
  'outside.answered': outsideWords.answered,
  'outside.clock-close': outsideWords['clock-close'],
  'outside.clock-over': outsideWords['clock-over'],
  'outside.came-back': outsideWords['came-back'],
  'outside.named': outsideWords.named,
  'outside.many': outsideWords.many,
  'outside.waiting': outsideWords.waiting,
  'outside.online': outsideWords.online,
  'outside.offline': outsideWords.offline,
  'outside.signed-out': outsideWords['signed-out'],
  'outside.open': outsideWords.open,
  'outside.quit': outsideWords.quit,

  'notices.label': 'Notifications',
  'notices.on': 'Tell me on the desktop what is new while I look elsewhere',
  'notices.hint': 'Of what kind it is and the number of the case, never what somebody wrote.',
  'notices.off-duty': 'Not while I am away or off shift',
  'notices.quiet': 'Not at these hours',
  'notices.from': 'From',
  'notices.to': 'Until',
  'notices.refused-policy': 'IT has switched notifications off on this computer.',
  'notices.refused-system': 'This system shows no notifications, so none can be switched on.',
  'notices.refused-browser':
    'The browser does not allow notifications for this page. Allow them in its settings for this page, then try again.',
  'notices.quiet-policy': 'IT keeps it quiet from {from} until {to}, whatever is set here.',
  'notices.failed': 'Whether notifications can be shown is not known: Tierdesk did not answer. Try again.',
} as const
