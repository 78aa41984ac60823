import { type PolicyId, policies, policyIds } from '#shared/policy/all-policies.ts'
import type { Policy, PolicyPlatform } from '#shared/policy/define-policy.ts'
import { jsonSample } from './policy-templates.ts'

const platformNames: { readonly [P in PolicyPlatform]: string } = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' }

/** What has to be shown for a policy to be in the schema: who obeys it, and from when. A policy that is added has no words here and does not compile. */
const obeyed: { readonly [I in PolicyId]: string } = {
  ServiceUrl: 'At the next start: the window talks to that address and to nothing else.',
  CertificatePins:
    'At the next start, for the window, dictionaries and updates. Where nothing matches, the window says so, nothing is sent there, and the desk goes on without the service. The log and the diagnostics file name the pins that were shown. Run on Linux, in Electron 25.1.1.',
  CacheLimitMb:
    'From the next start, whenever an open desk has been left alone for a moment; a whole new copy may take more until it is complete. "Connection and safekeeping" says how much there is.',
  OfflineLeaseHours: 'From the next contact with the service.',
  PinMinimumLength: 'At the next start, whenever a PIN is chosen.',
  PlainTextKeysAllowed: 'At the next start, which takes off the disk what lay there under another policy.',
  ExternalLinkHosts: 'At the next start, for links in messages and SOPs.',
  FileSavingAllowed: 'At the next start, for the files of messages.',
  ScreenCaptureBlocked: 'At the next start. By the system: not verified on Windows or macOS yet.',
  Language: 'At the next start.',
  Market: 'At the next start.',
  Theme: 'At the next start.',
  TextSize: 'At the next start.',
  SitePackKeys: 'At the next start, and when a site pack is imported.',
  UpdatesAllowed: 'At the next start.',
  UpdateRing: 'At the next start: the service is asked as a desk of that ring.',
  UpdateMinimumVersion: 'At the next start, before anything is downloaded, and once more before it is put in place.',
  UpdateMaximumVersion: 'At the next start, before anything is downloaded, and once more before it is put in place.',
  UpdateKeys: 'At the next start, before anything is downloaded, and once more before it is put in place.',
  ClipboardAllowed:
    'At the next start: the window gives nothing to the clipboard, and the desktop refuses it the right to. On Linux what is only selected is taken from the second clipboard when the window is left.',
  SpellcheckAllowed: 'At the next start.',
  ProxyServer: 'At the next start, for the window and for updates.',
  ProxyPacUrl: 'At the next start, for the window and for updates.',
  PrintingAllowed: 'At the next start.',
  NotificationsAllowed: 'At the next start. "You and this computer" says that IT has switched them off.',
  QuietHours: 'At the next start. "You and this computer" names them.',
  IdleLockMinutes: 'At the next start. Run on Linux under X11; what Windows and macOS say of idleness was not.',
  LockWithScreen:
    'At the next start. Run on Linux with the events of the system played: no real screen was locked yet, on any system.',
  Watermark: 'At the next start, on every desk that is open.',
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

function row(id: PolicyId): string {
  const { title, form, expected, usual, platforms, tiers }: Policy = policies[id]
  const kind = { flag: 'true or false', whole: 'number', choice: 'word', text: 'text', list: 'list' }[form.kind]
  const where = platforms.length === 3 ? 'all' : platforms.map((one) => platformNames[one]).join(', ')
  const allowed = form.kind === 'flag' ? '' : expected
  const cells = [`\`${id}\``, title, kind, allowed, `\`${JSON.stringify(usual)}\``, tiers.join(', '), where]
  return `| ${cells.map(cell).join(' | ')} |`
}

const about = (id: PolicyId): string[] => [`### ${id}`, '', policies[id].description, '', obeyed[id], '']

const registryType =
  'REG_SZ for texts and words, REG_DWORD for numbers, REG_DWORD 1 or 0 for true and false, REG_MULTI_SZ for lists'

/** docs/policy.md */
export const policyPage = (): string =>
  `${[
    '# Policies',
    '',
    'What IT can decide for Tierdesk on a computer. Made from `src/shared/policy/all-policies.ts` by `npm run policy`; do not change it here. The same command makes the templates in `resources/policy`.',
    '',
    '| name | what it is | kind | what it must be | usual | tiers | systems |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...policyIds.map(row),
    '',
    '**Enforced**: nobody at the computer changes it. **Defaults**: holds until somebody chooses something else. What holds, strongest first: enforced by policy; chosen at the computer (`TIERDESK_SERVICE_URL`, or in the window); a default by policy; the site pack; the usual value.',
    '',
    'A value that makes no sense is left out with a sentence in the log (stderr), and the next strongest holds; everything else in the same place counts. Policies are read when Tierdesk starts. “About Tierdesk” in the window (Help menu, or `Ctrl+K`) shows every policy, its value, who says so and where, and what is not used and why.',
    '',
    'Policies reach the Tierdesk app. Where the window runs in a browser none of them holds.',
    '',
    '## Where they are written',
    '',
    '**Linux**: files `/etc/tierdesk/policies/managed/*.json`, read in the order of their names; of two that say something else the later one holds. The folder and each file must belong to root and be writable by root alone, and no file may be a link; otherwise it is not used. A file that shows everything is `resources/policy/tierdesk.json`:',
    '',
    '```json',
    jsonSample().trimEnd(),
    '```',
    '',
    `**Windows**: the registry, keys \`Software\\Policies\\Tierdesk\\Enforced\` and \`Software\\Policies\\Tierdesk\\Defaults\` of HKEY_LOCAL_MACHINE and HKEY_CURRENT_USER; the machine's win. A value has the name of its policy: ${registryType}. For group policies copy \`resources/policy/tierdesk.admx\` to \`PolicyDefinitions\` and \`resources/policy/en-US/tierdesk.adml\` to \`PolicyDefinitions\\en-US\`. The reader is tested on text of the format that \`reg.exe export\` writes; it has not been run on Windows, and the templates have not been opened in an editor of group policies.`,
    '',
    '**macOS**: a configuration profile for the domain `com.tierdesk.app` with the dictionaries `Enforced` and `Defaults`; what is set for the computer wins over what is set for a user. `resources/policy/tierdesk.mobileconfig` shows everything; make its UUIDs anew. It has not been installed on a Mac, and the reader has not been run there.',
    '',
    '## Site packs',
    '',
    'A site pack is one signed file that says how the desks of a site begin: any of the policies above that can be a default. It is the weakest of all, so whatever a policy or a person says goes before it. Make a key once, then a pack for each site:',
    '',
    '```sh',
    'npm run site-pack -- make-key site-pack-key.pem',
    'npm run site-pack -- make --key site-pack-key.pem --site "Manila" --out tierdesk.sitepack manila.json',
    'npm run site-pack -- check --key PUBLIC tierdesk.sitepack',
    '```',
    '',
    '`manila.json` is one object of policies by their names, such as `{"ServiceUrl": "https://desk.example.com", "Language": "fil"}`. Have the public key that `make-key` prints enforced as `SitePackKeys`; whoever builds Tierdesk for one workspace can put it into `src/main/built-in-site-pack-keys.ts` instead. `tierdesk.sitepack` counts beside the program (on a Mac beside `Tierdesk.app`, of an AppImage beside the AppImage), or from “Import a site pack” in “About Tierdesk”, which keeps a copy in the profile; the one beside the program goes before the one in the profile. It holds from the next start.',
    '',
    'A pack that was changed after it was signed (ed25519, over its content in canonical JSON), is cut off, or is signed by a key that is not trusted is refused with a sentence, in the log and in “About Tierdesk”; Tierdesk starts without it.',
    '',
    '## One by one',
    '',
    ...policyIds.flatMap(about),
  ]
    .join('\n')
    .trimEnd()}\n`
