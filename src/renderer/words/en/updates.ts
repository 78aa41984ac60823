/** Words about updates of Tierdesk on this computer. */
export const updateWords = {
  'commands.restart-to-update': 'Restart into the update',
  'commands.no-update': 'No update is ready.',

  'updates.ready':
    'Tierdesk {version} is here. Restart when it suits you: what waits is sent first, and drafts of replies stay.',
  'updates.restart': 'Restart now',
  'updates.later': 'Later',
  'updates.look': 'Look now',
  'updates.sending': 'Tierdesk sends what waits, then it restarts.',

  'updates.no-restart': 'Tierdesk did not restart. Try again; if it stays so, close it and start it again.',
  'updates.no-restart-bulk':
    'Tierdesk did not restart: a change to many cases is under way. Try again when it is done.',
  'updates.no-restart-writing':
    'Tierdesk did not restart: what you write in the open dialog would be lost. Finish or close it, then try again.',
  'updates.no-restart-not-saved':
    'Tierdesk did not restart: something you did is not on this computer’s disk yet. Free some space, then try again.',
  'updates.no-restart-waiting':
    'Tierdesk did not restart: {n, plural, one {# step is} other {# steps are}} not sent yet. Try again once there is a connection.',
  'updates.no-restart-not-ready': 'Tierdesk did not restart: no update is ready.',
  'updates.no-restart-withdrawn':
    'Tierdesk did not restart: this update was held back. You need do nothing; the next one comes by itself.',
  'updates.no-restart-unreachable':
    'Tierdesk did not restart: the service cannot be reached, and may have held the update back. Try again later.',

  'about.updates': 'Updates',
  'updates.off-policy': 'Switched off by IT.',
  'updates.off-machine': 'Installed by IT on this computer.',
  'updates.off-not-installed': 'None: this Tierdesk was not installed.',
  'updates.off-no-key': 'None: no key is known here that signs them. Ask IT to set UpdateKeys.',
  'updates.not-asked': 'Not looked for yet.',
  'updates.nothing-newest': 'Nothing newer. Asked at {at}.',
  'updates.nothing-later': 'There is a newer one, and others get it first. Asked at {at}.',
  'updates.nothing-halted': 'There is a newer one, and it is held back. Asked at {at}.',
  'updates.nothing-stopped': 'Updates are stopped for everybody. Asked at {at}.',
  'updates.loading': 'Tierdesk {version} is being fetched.',
  'updates.waits': 'Tierdesk {version} is here and waits for a restart.',
  'updates.unreachable': 'The service could not be asked at {at}. It is tried again by itself.',
  'updates.damaged':
    'What came at {at} was not whole, or not what was signed. It was thrown away, and is tried again by itself.',
  'updates.disk': 'The update could not be written at {at}. Free some space on this computer.',

  'updates.refused-no-release': 'What the service offered is no release, so nothing was fetched. Tell IT.',
  'updates.refused-no-key': 'Nothing was fetched: no key is known here that signs releases. Tell IT.',
  'updates.refused-unknown-key':
    'Nothing was fetched: the release is signed by a key that is not trusted here. Tell IT.',
  'updates.refused-changed': 'Nothing was fetched: the release was changed after it was signed. Tell IT.',
  'updates.refused-older': 'Tierdesk {version} was not fetched: it is older than this one.',
  'updates.refused-below-minimum': 'Tierdesk {version} was not fetched: IT allows newer ones only.',
  'updates.refused-above-maximum': 'Tierdesk {version} was not fetched: it is newer than IT allows.',
  'updates.refused-step-too-far':
    'Tierdesk {version} was not fetched: it cannot replace one that is as old as this. Ask IT to install it.',
  'updates.refused-no-file': 'Tierdesk {version} was not fetched: it is not made for this kind of computer.',
} as const
