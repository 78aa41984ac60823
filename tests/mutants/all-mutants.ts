/** One thing that is wrong in the built desktop, and the stories that must see it. */
export interface Mutant {
  readonly name: string
  /** File of `tests/e2e-electron`. */
  readonly stories: string
  /** Each text stands once in the built main process or preload, and is replaced. */
  readonly changes: readonly { readonly from: string; readonly to: string }[]
}

const shell = 'shell.spec.ts'
const update = 'update.spec.ts'

/** The drifts that the Electron suite has to catch: those of the shell that every desktop app has met, and those of updates. */
export const mutants: readonly Mutant[] = [
  {
    name: 'no content security policy',
    stories: shell,
    changes: [{ from: '"Content-Security-Policy": files.policy,', to: '' }],
  },
  {
    name: 'context isolation off',
    stories: shell,
    changes: [{ from: 'contextIsolation: true', to: 'contextIsolation: false' }],
  },
  { name: 'popups allowed', stories: shell, changes: [{ from: 'action: "deny"', to: 'action: "allow"' }] },
  {
    name: 'a channel of another name',
    stories: shell,
    changes: [{ from: 'invoke("tierdesk:call"', to: 'invoke("tierdesk:calls"' }],
  },
  {
    name: 'a preload that wants files',
    stories: shell,
    changes: [{ from: '// src/preload/index.ts', to: 'require("node:fs");' }],
  },
  {
    name: 'navigation allowed',
    stories: shell,
    changes: [
      { from: 'if (!isWorkspacePage(details.url)) details.preventDefault();', to: '' },
      { from: 'if (!details.isMainFrame || !isWorkspacePage(details.url))', to: 'if (!details.isMainFrame)' },
    ],
  },
  {
    name: 'a release that is signed by nobody',
    stories: update,
    changes: [{ from: 'signature) ? release :', to: 'signature) || true ? release :' }],
  },
  {
    name: 'an older release',
    stories: update,
    changes: [{ from: 'if (step < 0) return', to: 'if (step === null) return' }],
  },
]
