/** One thing that is wrong in the built desktop, and the story that must see it. */
export interface BuiltMutant {
  readonly name: string
  /** File of `tests/e2e-electron`, and the title of one story in it. */
  readonly stories: string
  readonly story: string
  /** Each text stands once in the built main process or preload, and is replaced. */
  readonly changes: readonly Change[]
}

/** One thing that is wrong in the sources of what is delivered, and the unit test that must see it. */
export interface SourceMutant {
  readonly name: string
  readonly file: string
  /** The file of tests, and the title of one test in it. */
  readonly tests: string
  readonly test: string
  /** Each text stands once in the file, and is replaced. */
  readonly changes: readonly Change[]
}

/** What became of one mutant. `by`: the title of the test that has to see it. */
export interface Judged {
  readonly name: string
  readonly by: string
  readonly isCaught: boolean
}

export interface Change {
  readonly from: string
  readonly to: string
}

const shell = 'shell.spec.ts'
const hardened = 'hardened.spec.ts'
const update = 'update.spec.ts'
const reach = 'the page has no Node, no electron and a bridge of two functions'
const leaving = 'nothing leaves our page: links, scripts, forms and second windows are blocked'
const bridge = 'the bridge answers what it knows and refuses junk and floods'
const preferences = 'every page of the desk runs with the preferences that are written down, and no others that matter'

/** The drifts that the Electron suite has to catch: those of the shell that every desktop app has met, of the journal, and of updates. */
export const builtMutants: readonly BuiltMutant[] = [
  {
    name: 'no content security policy',
    stories: shell,
    story: 'the policy stops foreign scripts, evaluated text, unchecked HTML and foreign hosts',
    changes: [{ from: '"Content-Security-Policy": files.policy,', to: '' }],
  },
  {
    name: 'context isolation off',
    stories: shell,
    story: reach,
    changes: [{ from: 'contextIsolation: true', to: 'contextIsolation: false' }],
  },
  {
    name: 'popups allowed',
    stories: shell,
    story: leaving,
    changes: [{ from: 'action: "deny"', to: 'action: "allow"' }],
  },
  {
    name: 'a channel of another name',
    stories: shell,
    story: bridge,
    changes: [{ from: 'invoke("tierdesk:call"', to: 'invoke("tierdesk:calls"' }],
  },
  {
    name: 'a preload that wants files',
    stories: shell,
    story: reach,
    changes: [{ from: '// src/preload/index.ts', to: 'require("node:fs");' }],
  },
  {
    name: 'navigation allowed',
    stories: shell,
    story: leaving,
    changes: [
      { from: 'if (!isWorkspacePage(details.url)) details.preventDefault();', to: '' },
      { from: 'if (!details.isMainFrame || !isWorkspacePage(details.url))', to: 'if (!details.isMainFrame)' },
    ],
  },
  {
    name: 'web security off',
    stories: hardened,
    story: preferences,
    changes: [{ from: 'webSecurity: true', to: 'webSecurity: false' }],
  },
  {
    name: 'a window without a sandbox',
    stories: hardened,
    story: preferences,
    changes: [{ from: 'sandbox: true', to: 'sandbox: false' }],
  },
  {
    name: 'webviews that may be attached',
    stories: hardened,
    story: 'a webview that asks to be attached is refused, and so is every redirect',
    changes: [{ from: 'contents.on("will-attach-webview", (event) => event.preventDefault());', to: '' }],
  },
  {
    name: 'developer tools in what is delivered',
    stories: hardened,
    story: 'developer tools do not open in what is installed, by no way',
    changes: [{ from: 'devTools: !electron.app.isPackaged', to: 'devTools: true' }],
  },
  {
    name: 'calls without a limit',
    stories: shell,
    story: bridge,
    changes: [{ from: 'if (!deps.limits[name]())', to: 'if (false)' }],
  },
  {
    name: 'a journal that no disk is forced to take',
    stories: 'journal.spec.ts',
    story: 'a reply is not called saved before the disk was forced to take it [S9]',
    changes: [{ from: 'await open.file.datasync();', to: '' }],
  },
  {
    name: 'a release that is signed by nobody',
    stories: update,
    story:
      'a desk looks for updates, takes what is let out to it, and nothing that was tampered with, cut off or is older',
    changes: [{ from: 'signature) ? release :', to: 'signature) || true ? release :' }],
  },
  {
    // Both walls: either of them alone keeps an older release away.
    name: 'an older release',
    stories: update,
    story: 'an older release is refused although it is signed as it must be',
    changes: [
      { from: 'if (step < 0) return', to: 'if (step === null) return' },
      { from: 'updater.allowDowngrade = false', to: 'updater.allowDowngrade = true' },
    ],
  },
]

const fuses = { file: 'tools/package/fuses.ts', tests: 'tests/tools/package/fuses.test.ts' }
const packing = 'tests/tools/package/builder-configuration.test.ts'
const product = { file: 'tools/package/product.ts', tests: packing, test: 'is known by the same names as before' }
const signing = {
  file: 'tools/package/builder-configuration.ts',
  tests: packing,
  test: 'fails rather than end unsigned where a certificate is given, and names the publisher that updates are taken from',
}
const allNamed = 'are all named, each one that Electron has'
const asListed = 'stand as the list says once they are set, whatever stood there before'

/** The drifts in what is delivered that the unit tests have to catch: fuses, by which names and keys a product is known, and who may call. */
export const sourceMutants: readonly SourceMutant[] = [
  {
    ...fuses,
    name: 'a fuse that is on',
    test: asListed,
    changes: [{ from: 'RunAsNode: false', to: 'RunAsNode: true' }],
  },
  {
    ...fuses,
    name: 'a fuse that is off',
    test: asListed,
    changes: [{ from: 'OnlyLoadAppFromAsar: true', to: 'OnlyLoadAppFromAsar: false' }],
  },
  {
    ...fuses,
    name: 'a fuse that nobody names',
    test: allNamed,
    changes: [{ from: '  GrantFileProtocolExtraPrivileges: false,\n', to: '' }],
  },
  { ...product, name: 'another publisher', changes: [{ from: "publisher: 'Tierdesk'", to: "publisher: 'Somebody'" }] },
  {
    ...product,
    name: 'another id of the app',
    changes: [{ from: "appId: 'com.tierdesk.app'", to: "appId: 'com.somebody.app'" }],
  },
  {
    ...product,
    name: 'another upgrade code',
    changes: [{ from: '6F0E3C52-9B1D-4C57-8A64-2D1B7E5A90C3', to: '6F0E3C52-9B1D-4C57-8A64-2D1B7E5A90C4' }],
  },
  {
    ...signing,
    name: 'updates for Windows of any publisher',
    changes: [{ from: 'publisherName: [product.publisher], ', to: '' }],
  },
  {
    ...signing,
    name: 'updates for Windows that nobody has to have signed',
    changes: [{ from: 'verifyUpdateCodeSignature: true', to: 'verifyUpdateCodeSignature: false' }],
  },
  {
    name: 'a machine edition that updates itself',
    file: 'tools/package/builder-configuration.ts',
    tests: packing,
    test: 'lets only the user edition update itself',
    changes: [{ from: "publish: facts.edition === 'user' ?", to: "publish: facts.edition !== 'none' ?" }],
  },
  {
    name: 'a key of updates that nobody decided on',
    file: 'src/main/built-in-update-keys.ts',
    tests: 'tests/main/built-in-keys.test.ts',
    test: 'no key is trusted that nobody has decided on',
    changes: [
      { from: 'string[] = []', to: "string[] = ['MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=']" },
    ],
  },
  {
    name: 'calls of any frame answered',
    file: 'src/main/answer-call.ts',
    tests: 'tests/main/answer-call.test.ts',
    test: 'a frame inside our page gets no answer',
    changes: [{ from: 'sender.isTopFrameOfWindow && ', to: '' }],
  },
  {
    name: 'permissions given as Electron gives them',
    file: 'src/main/granted-permissions.ts',
    tests: 'tests/main/granted-permissions.test.ts',
    test: 'our page does not have "media"',
    changes: [{ from: 'granted.has(permission) && ', to: '' }],
  },
  {
    name: 'files around those of the window',
    file: 'src/main/workspace-path.ts',
    tests: 'tests/main/workspace-path.test.ts',
    test: 'whatever the address, the file lies inside the folder',
    changes: [{ from: 'segments.every((segment) => plainName.test(segment)) ? segments : null', to: 'segments' }],
  },
  {
    name: 'links to any host',
    file: 'src/main/external-links.ts',
    tests: 'tests/main/hostile-calls.test.ts',
    test: 'of five thousand hostile addresses only https to an allowed host is opened, and only our own page is shown',
    changes: [{ from: "if (allowed === '*') return true", to: 'return true' }],
  },
]
