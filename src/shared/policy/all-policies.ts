import { quietHoursPattern } from '../quiet-hours.ts'
import { updateRings } from '../update/update-rings.ts'
import { choice, flag, list, type Policy, text, whole } from './define-policy.ts'

const host = String.raw`(\[[0-9a-f:]+\]|[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d{1,5})?`
const versionOrNone = /^(|(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2})$/
const loopback = String.raw`(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?`

/**
 * Everything that IT can decide for a computer, by the name it has in every file, registry and template. Only what something obeys is here:
 * a policy that changes nothing would be a promise. Who obeys stands in docs/policy.md, which is made from this.
 */
export const policies = {
  ServiceUrl: text({
    title: 'Address of the central service',
    description:
      'Where the central service is, e.g. https://desk.example.com. Plain http is for a service on this computer only. Read at the start. Where it is enforced, TIERDESK_SERVICE_URL changes nothing.',
    pattern: new RegExp(`^(https://${host}|http://${loopback})/?$`, 'i'),
    expected: 'an address such as https://desk.example.com, without a path, a name or a password',
    usual: 'http://127.0.0.1:4510',
    sample: 'https://desk.example.com',
  }),
  CertificatePins: list({
    title: 'Certificates that the service may show',
    description:
      'The desk talks to the service only where a certificate of the chain that the system trusts has one of these public keys: the certificate of the service itself, one between, or the authority. Name the authority, or two keys, so that a certificate can be renewed. A proxy that looks into TLS is refused too. What the system does not trust stays refused. An empty list: whatever the system trusts. Without TLS (a service on this computer) it changes nothing. Where the window runs in a browser, the browser decides.',
    pattern: /^sha256\/[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/,
    expected: 'a pin: "sha256/" and the SHA-256 of a public key, 44 letters in base64',
    usual: [],
    sample: ['sha256/ReplaceThisByThePinOfYourOwnAuthority123450='],
  }),
  CacheLimitMb: whole({
    title: 'Room for messages on this computer, in MB',
    description:
      'How much room the messages of cases and the texts of SOPs may take in the copy on this computer, in millions of bytes as they lie there, deflated and sealed. Where there are more, those of cases that are done with go first, then those of other open cases, each time the ones that were not read for longest; they are fetched again when somebody opens them, which needs the service. What an agent needs stays, even where it takes more: their own open cases, the next fifty of each of their queues, every case with a draft or with work that is not sent, and SOPs. The list of cases, drafts, attachments and what is not sent are not counted, and never go. 0: as much as the disk allows.',
    min: 0,
    max: 100_000,
    usual: 0,
    sample: 500,
  }),
  OfflineLeaseHours: whole({
    title: 'Limit to the time without the service, in hours',
    description:
      'For how long after its last contact with the service a desk stays open, and opens by PIN. The site sets this time in the service; here it can only be made shorter. 0: no PIN, and an open desk closes five minutes after it lost the service. Begins to hold with the next contact.',
    min: 0,
    max: 168,
    usual: 168,
    sample: 12,
  }),
  PinMinimumLength: whole({
    title: 'Shortest PIN',
    description: 'How many digits or letters a new PIN must have. A PIN that was chosen before stays as it is.',
    min: 6,
    max: 32,
    usual: 6,
    sample: 8,
  }),
  PlainTextKeysAllowed: flag({
    title: 'Allow keys in a file',
    description:
      'Whether the sign-in and the PIN may lie in a file that only this user may read, where the system has no store for keys. Whoever copies the disk could then go on as this agent and read what is kept here. Where this is not allowed they are kept nowhere: agents sign in at each start, which needs the service, and what lies on the disk opens with it alone. On Windows and macOS there always is a store.',
    usual: false,
    sample: true,
    platforms: ['linux'],
    tiers: ['Enforced'],
  }),
  ExternalLinkHosts: list({
    title: 'Hosts that links may lead to',
    description:
      'The web pages that the desk may open in the browser: example.com for that host, *.example.com for it and all below it, * for all. An empty list opens none. Only https is ever opened.',
    pattern: /^(\*|(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*)$/i,
    expected: 'a host such as example.com or *.example.com, or *',
    usual: ['*'],
    sample: ['*.example.com', 'track.example.org'],
  }),
  FileSavingAllowed: flag({
    title: 'Allow files to be saved',
    description:
      'Whether agents may save files of cases outside of Tierdesk. Looking at them in the window stays possible.',
    usual: true,
    sample: false,
    tiers: ['Enforced'],
  }),
  ScreenCaptureBlocked: flag({
    title: 'Keep the window out of pictures of the screen',
    description:
      'Screenshots, recordings and shared screens show nothing of the window. It is the system that does this, and Linux has no such thing.',
    usual: false,
    sample: true,
    platforms: ['win32', 'darwin'],
  }),
  Language: choice({
    title: 'Language at first',
    description: 'The language of the window for whoever has not chosen one. "agent": the one of their account.',
    options: ['agent', 'en', 'ms', 'id', 'th', 'vi', 'zh-Hans', 'fil'],
    usual: 'agent',
    sample: 'th',
    tiers: ['Defaults'],
  }),
  Market: text({
    title: 'Market of this site',
    description:
      'The market whose parties this site mostly answers, such as PH. It is where the desk begins while nothing says another market: SOPs of that market, or of all, are found and shown first while no case is open, what somebody did not find among them is reported for it, and the limits of authority open with it. An open case goes before it. It hides nothing and gives nobody any right; language and dates are those of the agent.',
    pattern: /^(|[A-Z][A-Z0-9-]{1,11})$/,
    expected: 'the code of a market in capital letters such as PH, or nothing',
    usual: '',
    sample: 'PH',
  }),
  Theme: choice({
    title: 'Colours at first',
    description: 'The colours of the window for whoever has not chosen any.',
    options: ['system', 'light', 'dark', 'contrast'],
    usual: 'system',
    sample: 'light',
    tiers: ['Defaults'],
  }),
  TextSize: choice({
    title: 'Size of text at first, in percent',
    description: 'How large texts are for whoever has not chosen a size.',
    options: ['90', '100', '110', '125', '150'],
    usual: '100',
    sample: '110',
    tiers: ['Defaults'],
  }),
  SitePackKeys: list({
    title: 'Keys that sign site packs',
    description:
      'Public keys (ed25519, as "npm run site-pack -- make-key" prints them). A site pack that is signed by none of them, nor by a key that was built in, is refused.',
    pattern: /^[A-Za-z0-9+/]{43}=$/,
    expected: 'a public key of 44 letters in base64',
    usual: [],
    sample: ['ReplaceThisByTheKeyOfYourOwnSitePackSigner1='],
    tiers: ['Enforced'],
  }),
  UpdatesAllowed: flag({
    title: 'Allow Tierdesk to update itself',
    description:
      'Whether an edition that a user installed looks for updates and takes them. An edition that IT installed for the whole computer never does.',
    usual: true,
    sample: false,
    tiers: ['Enforced'],
  }),
  UpdateRing: choice({
    title: 'Ring of updates',
    description: 'When this desk gets a new version: among the testers, the first, the fast ones, or with all others.',
    options: updateRings,
    usual: 'broad',
    sample: 'first',
  }),
  UpdateMinimumVersion: text({
    title: 'Oldest version to update to',
    description: 'Releases that are older than this are not taken. It does not hinder a desk that has an older one.',
    pattern: versionOrNone,
    expected: 'a version such as 1.4.0, or nothing',
    usual: '',
    sample: '1.4.0',
    tiers: ['Enforced'],
  }),
  UpdateMaximumVersion: text({
    title: 'Newest version to update to',
    description: 'Releases that are newer than this are not taken.',
    pattern: versionOrNone,
    expected: 'a version such as 1.4.0, or nothing',
    usual: '',
    sample: '1.9.0',
    tiers: ['Enforced'],
  }),
  UpdateKeys: list({
    title: 'Keys that sign releases',
    description:
      'Public keys (ed25519, as "npm run publish-update -- make-key" prints them). A release that is signed by none of them, nor by a key that was built in, is not even downloaded. Where no key is known at all Tierdesk looks for no updates.',
    pattern: /^[A-Za-z0-9+/]{43}=$/,
    expected: 'a public key of 44 letters in base64',
    usual: [],
    sample: ['ReplaceThisByTheKeyOfWhoeverMakesReleases12='],
    tiers: ['Enforced'],
  }),
  ClipboardAllowed: flag({
    title: 'Allow text to be copied out',
    description:
      'Whether what is cut or copied in the window may be pasted elsewhere, and text dragged out of it. Where this is not allowed it can still be pasted within the window, until the person goes to another one. What comes from elsewhere can always be pasted in.',
    usual: true,
    sample: false,
    tiers: ['Enforced'],
  }),
  SpellcheckAllowed: flag({
    title: 'Check spelling',
    description:
      'Whether spelling is checked where agents write. Dictionaries come from the central service and from nobody else; where it has none for a language, that language is not checked. On macOS it is the system that checks.',
    usual: true,
    sample: false,
  }),
  ProxyServer: text({
    title: 'Proxy',
    description:
      'The proxy by which Tierdesk reaches the service, in place of the one that the system names: proxy.example.com:8080, or with https:// or socks5:// before it. A proxy that asks for a name and a password has the window ask the person.',
    pattern: new RegExp(`^(|((http|https|socks5)://)?${host})$`, 'i'),
    expected: 'a proxy such as proxy.example.com:8080, or nothing',
    usual: '',
    sample: 'proxy.example.com:8080',
  }),
  ProxyPacUrl: text({
    title: 'Script that names the proxy',
    description:
      'The address of a script (PAC) that says by which proxy Tierdesk reaches the service. It goes before ProxyServer, and before what the system says.',
    pattern: /^(|https?:\/\/[^\s"'\\]{1,500})$/i,
    expected: 'an address such as http://wpad.example.com/proxy.pac, or nothing',
    usual: '',
    sample: 'http://wpad.example.com/proxy.pac',
  }),
  PrintingAllowed: flag({
    title: 'Allow printing',
    description:
      'Whether what the window shows may be printed. Where it is not, nothing prints, and an empty page is all that a printer could get.',
    usual: true,
    sample: false,
    tiers: ['Enforced'],
  }),
  NotificationsAllowed: flag({
    title: 'Allow notifications on the desktop',
    description:
      'Whether Tierdesk may tell by a notification of the system what is new for an agent who looks elsewhere: its kind and the number of the case, and nothing that anybody wrote. Each agent can switch them off.',
    usual: true,
    sample: false,
    tiers: ['Enforced'],
  }),
  QuietHours: text({
    title: 'Quiet hours',
    description:
      'Hours of the day, by the clock of the computer, in which no notification is shown, such as 20:00-08:00. Empty: none. Agents choose quiet hours of their own on top of these.',
    pattern: quietHoursPattern,
    expected: 'two times of day such as 20:00-08:00, or nothing',
    usual: '',
    sample: '20:00-08:00',
    tiers: ['Enforced'],
  }),
  IdleLockMinutes: whole({
    title: 'Lock when nobody is there, after minutes',
    description:
      'After so many minutes without a key, a click or a movement an open desk is locked: the page that holds its cases is let go of, and the PIN opens it again, or a sign-in where no PIN is set. The computer as a whole counts; where the system does not say when it was last touched (some Wayland desktops), the window counts while it has the keys. 0: never by itself. Where the window runs in a browser the usual value holds.',
    min: 0,
    max: 480,
    usual: 10,
    sample: 5,
  }),
  LockWithScreen: flag({
    title: 'Lock together with the computer',
    description:
      'Whether an open desk is locked when the screen of the computer is locked, another user is switched to, or the computer goes to sleep.',
    usual: true,
    sample: true,
  }),
  Watermark: flag({
    title: 'Agent and time over the window',
    description:
      'Whether the name of the agent and the time lie faintly over the whole window while a desk is open, so that a photograph of the screen says whose it was and when. It takes no clicks and no screen reader reads it.',
    usual: false,
    sample: true,
    tiers: ['Enforced'],
  }),
} as const satisfies { readonly [id: string]: Policy }

export type PolicyId = keyof typeof policies
/** Every policy and its value. */
export type PolicyValues = { readonly [I in PolicyId]: (typeof policies)[I]['usual'] }
export const policyIds = Object.keys(policies) as PolicyId[]
export const isPolicyId = (id: string): id is PolicyId => Object.hasOwn(policies, id)
