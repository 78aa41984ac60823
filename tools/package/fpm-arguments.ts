/** What electron-builder asks fpm for: one package, what goes where in it, and its facts by fpm's own names. */
export interface FpmRequest {
  readonly type: 'deb' | 'rpm'
  readonly facts: Readonly<Record<string, string>>
  readonly depends: readonly string[]
  readonly recommends: readonly string[]
  /** From a file, or from a folder where the name ends in a slash, to a path in the package. */
  readonly placed: readonly { readonly from: string; readonly to: string }[]
}

const known = new Set(
  '-s -t --architecture --after-install --after-remove --description --version --package --name --maintainer --vendor --url'
    .concat(
      ' --category --deb-priority --rpm-summary --license --iteration --deb-compression --rpm-compression --rpm-os --log',
    )
    .split(' '),
)
const repeated = new Set(['-d', '--deb-recommends'])
const switches = new Set(['--force', '--debug'])

/** Reads fpm's arguments. Throws on any that is not known here: a package that lacks what was asked for would be worse than none. */
export function fpmRequest(words: readonly string[]): FpmRequest {
  const facts: Record<string, string> = {}
  const depends: string[] = []
  const recommends: string[] = []
  const placed: { from: string; to: string }[] = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (switches.has(word)) continue
    if (repeated.has(word)) (word === '-d' ? depends : recommends).push(valueAfter(word, rest))
    else if (known.has(word)) facts[word.replace(/^-+/, '')] = valueAfter(word, rest)
    else if (word.startsWith('-')) throw new Error(`This stand-in for fpm does not know ${word}.`)
    else placed.push(placement(word))
  }
  const type = facts['t']
  if (type !== 'deb' && type !== 'rpm') throw new Error(`This stand-in for fpm makes deb and rpm, not ${type}.`)
  return { type, facts, depends, recommends, placed }
}

function valueAfter(word: string, rest: string[]): string {
  const value = rest.shift()
  if (value === undefined) throw new Error(`${word} needs a value.`)
  return value
}

function placement(word: string): { from: string; to: string } {
  const at = word.lastIndexOf('=')
  if (at < 1) throw new Error(`${word} does not say where it goes.`)
  return { from: word.slice(0, at), to: word.slice(at + 1) }
}

/** The control file of a deb (Debian policy, chapter 5). `installedSize`: in KiB. */
export function debControl({ facts, depends, recommends }: FpmRequest, installedSize: number): string {
  const [first = '', ...more] = fact(facts, 'description').trim().split('\n')
  const fields: readonly (readonly [string, string])[] = [
    ['Package', fact(facts, 'name')],
    [
      'Version',
      facts['iteration'] === undefined ? fact(facts, 'version') : `${fact(facts, 'version')}-${facts['iteration']}`,
    ],
    ['Architecture', fact(facts, 'architecture')],
    ['Maintainer', fact(facts, 'maintainer')],
    ['Installed-Size', String(installedSize)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.join(', ')],
    ['Section', facts['category'] ?? 'net'],
    ['Priority', facts['deb-priority'] ?? 'optional'],
    ['Homepage', facts['url'] ?? ''],
    ['Description', [first.trim(), ...more.map((line) => ` ${line.trim() || '.'}`)].join('\n')],
  ]
  return fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}

/** The spec of an rpm; `scripts` are the texts to run after it came and after it went. */
export function rpmSpec(request: FpmRequest, scripts: { readonly post: string; readonly postun: string }): string {
  const { facts, depends, placed } = request
  const value = (name: string, otherwise = ''): string => (facts[name] ?? otherwise).replaceAll('%', '%%')
  const paths = placed.map(({ to }) => `"${to}"`)
  return [
    // Nothing of what is delivered is stripped, compressed or linked anew: the fuses and the hash of the asar are in it.
    '%define __spec_install_post %{nil}',
    '%define debug_package %{nil}',
    '%define _build_id_links none',
    `Name: ${value('name')}`,
    `Version: ${value('version').replaceAll('-', '~')}`,
    `Release: ${value('iteration', '1')}`,
    `Summary: ${value('rpm-summary', value('name'))}`,
    `License: ${value('license', 'unknown')}`,
    `Vendor: ${value('vendor')}`,
    `URL: ${value('url')}`,
    `Packager: ${value('maintainer')}`,
    'AutoReqProv: no',
    ...depends.map((name) => `Requires: ${name}`),
    `%description\n${value('description')}`,
    `%post\n${scripts.post.replaceAll('%', '%%')}`,
    `%postun\n${scripts.postun.replaceAll('%', '%%')}`,
    '%files\n%defattr(-,root,root,-)',
    ...paths,
    '',
  ].join('\n')
}

function fact(facts: FpmRequest['facts'], name: string): string {
  const value = facts[name]
  if (value === undefined) throw new Error(`fpm is not told --${name}.`)
  return value
}
