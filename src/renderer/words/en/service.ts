import { menuWords } from '#shared/menu-words.ts'

/** What the service answers where it refuses a call, and the menu of the desktop app: both are said outside of the window's own parts. */
export const serviceWords = {
  'service.wrong-login': 'Login and password do not belong together. Check both, or ask your supervisor for access.',
  'service.too-many-attempts': 'Too many attempts. Wait a minute, then try again.',
  'service.bad-request':
    'The service did not understand this version of Tierdesk. Load the window again or update Tierdesk, then try again.',
  'service.busy': 'The service is busy. Try again in a moment.',
  'service.fault': 'The service could not do this because of an error of its own. Try again, and tell IT if it stays.',
  'service.not-signed-in': 'You are signed out. Sign in again to go on.',
  'service.device-refused': 'This sign-in does not belong to this computer. Sign in again here.',
  'service.wiped':
    'An administrator has had this computer forget its cases. Ask your supervisor before you go on here.',
  'service.account-closed':
    'This account is closed. Ask your supervisor if that is a mistake: what was not sent yet is kept and opens with the account.',
  'service.too-large': 'A file may have 25 MB at most. Make it smaller, or send it in parts.',
  'service.file-not-found': 'This file is not here for you: its case is not yours to see, or it has not come yet.',
  'service.id-taken': 'Another file has this identity. Attach the file again.',
  'service.wrong-bytes': 'The file did not arrive whole. Try again.',
  'service.over-quota': 'You have attached as much as a day allows. Try again tomorrow, or ask your supervisor.',
  'service.refused': 'The scanner refused this file, so nobody can open it. Ask for another one.',
  'service.not-ready': 'This file is not ready: it still arrives or is being scanned. Try again in a moment.',
  'service.file-gone':
    'This file was attached and not sent for so long that the service let go of it. Attach it again.',
  'service.not-permitted': 'Your role does not see contact details. Ask your supervisor.',
  'service.detail-not-found':
    'There is nothing to show: the case is not yours to see any more, or the detail was removed.',
  'service.over-budget':
    'You have had as many contact details shown as an hour allows. Try again at {at}, or ask your supervisor.',

  'menu.about': menuWords.about,
  'menu.services': menuWords.services,
  'menu.hide': menuWords.hide,
  'menu.hide-others': menuWords['hide-others'],
  'menu.show-all': menuWords['show-all'],
  'menu.file': menuWords.file,
  'menu.close': menuWords.close,
  'menu.quit': menuWords.quit,
  'menu.edit': menuWords.edit,
  'menu.undo': menuWords.undo,
  'menu.redo': menuWords.redo,
  'menu.cut': menuWords.cut,
  'menu.copy': menuWords.copy,
  'menu.paste': menuWords.paste,
  'menu.select-all': menuWords['select-all'],
  'menu.view': menuWords.view,
  'menu.reload': menuWords.reload,
  'menu.reset-zoom': menuWords['reset-zoom'],
  'menu.zoom-in': menuWords['zoom-in'],
  'menu.zoom-out': menuWords['zoom-out'],
  'menu.full-screen': menuWords['full-screen'],
  'menu.window': menuWords.window,
  'menu.minimize': menuWords.minimize,
  'menu.zoom': menuWords.zoom,
  'menu.front': menuWords.front,
  'menu.help': menuWords.help,
  'menu.palette': menuWords.palette,
  'menu.keys': menuWords.keys,
  'menu.health': menuWords.health,
  'menu.no-suggestions': menuWords['no-suggestions'],
  'menu.lock': menuWords.lock,
} as const
