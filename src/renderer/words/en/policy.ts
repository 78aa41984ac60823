import { policies } from '#shared/policy/all-policies.ts'

/** Words about this Tierdesk and what IT has decided for it. */
export const policyWords = {
  'commands.about': 'About Tierdesk',

  'about.version': 'Version',
  'about.runtime': 'Runs on',
  'about.browser': 'A browser',
  'about.service': 'Service',
  'about.site': 'Site pack',
  'about.no-site': 'None',
  'about.policies': 'What holds on this computer',
  'about.policy': 'Setting',
  'about.value': 'Value',
  'about.from': 'Who says so',
  'about.refused': 'Written by IT and not used',
  'about.refused-hint': 'Each as the log of Tierdesk says it.',

  'policy.by.enforced': 'IT, always',
  'policy.by.own': 'Chosen here',
  'policy.by.default': 'IT, at first',
  'policy.by.site-pack': 'Site pack',
  'policy.by.usual': 'As usual',
  'policy.yes': 'Yes',
  'policy.no': 'No',
  'policy.nothing': 'None',
  'policy.everything': 'All',

  'policy.ServiceUrl': policies.ServiceUrl.title,
  'policy.OfflineLeaseHours': policies.OfflineLeaseHours.title,
  'policy.PinMinimumLength': policies.PinMinimumLength.title,
  'policy.PlainTextKeysAllowed': policies.PlainTextKeysAllowed.title,
  'policy.ExternalLinkHosts': policies.ExternalLinkHosts.title,
  'policy.FileSavingAllowed': policies.FileSavingAllowed.title,
  'policy.ScreenCaptureBlocked': policies.ScreenCaptureBlocked.title,
  'policy.Language': policies.Language.title,
  'policy.Theme': policies.Theme.title,
  'policy.TextSize': policies.TextSize.title,
  'policy.SitePackKeys': policies.SitePackKeys.title,
  'policy.UpdatesAllowed': policies.UpdatesAllowed.title,
  'policy.UpdateRing': policies.UpdateRing.title,
  'policy.UpdateMinimumVersion': policies.UpdateMinimumVersion.title,
  'policy.UpdateMaximumVersion': policies.UpdateMaximumVersion.title,
  'policy.UpdateKeys': policies.UpdateKeys.title,

  'policy.link-refused': 'This link was not opened: {url}. IT has set which pages may be opened from here.',
  'policy.no-saving': 'Files are not saved from this computer: IT has set it so. You can look at them here.',

  'site-pack.import': 'Import a site pack',
  'site-pack.imported': 'The site pack of {site} is here. It holds from the next start of Tierdesk.',
  'site-pack.refused': 'The site pack was not taken: {why}',
} as const
