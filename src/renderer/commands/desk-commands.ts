import { policyValue } from '#renderer/workspace/policy.ts'
import { type Density, type KeyPreset, type Theme, useSettings } from '#renderer/workspace/settings-store.ts'
import type { WordKey } from '#renderer/words/say.ts'
import { type Command, always, defineCommand } from './define-command.ts'
import { tellDiagnostics } from './save-diagnostics.ts'

const usesTheme = (theme: Theme, title: WordKey): Command =>
  defineCommand({
    id: `desk.theme-${theme}`,
    group: 'desk',
    title,
    keys: [],
    unavailable: always,
    run: () => useSettings.getState().set({ theme }),
  })

const usesKeys = (preset: KeyPreset, title: WordKey): Command =>
  defineCommand({
    id: `desk.keys-${preset}`,
    group: 'desk',
    title,
    keys: [],
    unavailable: always,
    run: () => useSettings.getState().setKeys({ preset }),
  })

const usesDensity = (density: Density, title: WordKey): Command =>
  defineCommand({
    id: `desk.density-${density}`,
    group: 'desk',
    title,
    keys: [],
    unavailable: always,
    run: () => useSettings.getState().set({ density }),
  })

/** Commands about the window itself. */
export const deskCommands: readonly Command[] = [
  defineCommand({
    id: 'palette.open',
    group: 'desk',
    title: 'commands.palette',
    keys: ['$mod+k'],
    isForEditors: true,
    unavailable: always,
    run: ({ screen }) => screen.show('palette'),
  }),
  defineCommand({
    id: 'shortcuts.show',
    group: 'desk',
    title: 'commands.keys',
    keys: ['[Shift]+?', '$mod+/'],
    isForEditors: true,
    unavailable: always,
    run: ({ screen }) => screen.show('keys'),
  }),
  defineCommand({
    id: 'desk.keyboard',
    group: 'desk',
    title: 'commands.keyboard',
    keys: [],
    unavailable: always,
    run: ({ screen }) => screen.show('keyboard'),
  }),
  defineCommand({
    id: 'desk.waiting',
    group: 'desk',
    title: 'commands.waiting',
    keys: ['g w'],
    unavailable: always,
    run: ({ screen }) => screen.show('waiting'),
  }),
  defineCommand({
    id: 'desk.show-health',
    group: 'desk',
    title: 'commands.health',
    keys: ['g h'],
    unavailable: always,
    run: ({ screen }) => screen.show('health'),
  }),
  defineCommand({
    id: 'desk.about',
    group: 'desk',
    title: 'commands.about',
    keys: [],
    unavailable: always,
    run: ({ screen }) => screen.show('about'),
  }),
  defineCommand({
    id: 'desk.sync-now',
    group: 'desk',
    title: 'commands.sync-now',
    keys: [],
    unavailable: ({ workspace }) => (workspace.sync.connection === 'offline' ? null : 'commands.online-already'),
    run: ({ workspace }) => workspace.retryNow(),
  }),
  defineCommand({
    id: 'desk.account',
    group: 'desk',
    title: 'commands.account',
    keys: ['$mod+,'],
    isForEditors: true,
    unavailable: always,
    run: ({ screen }) => screen.show('account'),
  }),
  defineCommand({
    id: 'desk.set-pin',
    group: 'desk',
    title: 'commands.set-pin',
    keys: [],
    unavailable: ({ desk }) => (desk.mayPin ? null : 'commands.no-pin-here'),
    run: ({ screen }) => screen.show('pin'),
  }),
  defineCommand({
    id: 'desk.print',
    group: 'desk',
    title: 'commands.print',
    keys: ['$mod+p'],
    isForEditors: true,
    unavailable: () => (policyValue('PrintingAllowed') ? null : 'policy.no-printing'),
    run: () => globalThis.print(),
  }),
  defineCommand({
    id: 'desk.save-diagnostics',
    group: 'desk',
    title: 'commands.save-diagnostics',
    keys: [],
    unavailable: always,
    run: ({ workspace, desk }) => tellDiagnostics(workspace, desk),
  }),
  usesTheme('system', 'commands.theme-system'),
  usesTheme('light', 'commands.theme-light'),
  usesTheme('dark', 'commands.theme-dark'),
  usesTheme('contrast', 'commands.theme-contrast'),
  usesDensity('compact', 'commands.density-compact'),
  usesDensity('cozy', 'commands.density-cozy'),
  usesDensity('comfortable', 'commands.density-comfortable'),
  usesKeys('default', 'commands.keys-default'),
  usesKeys('zendesk', 'commands.keys-zendesk'),
  usesKeys('no-single-keys', 'commands.keys-no-single-keys'),
  defineCommand({
    id: 'desk.lock',
    group: 'desk',
    title: 'commands.lock',
    keys: ['Control+Shift+l'],
    isForEditors: true,
    isForCovered: true,
    unavailable: always,
    run: ({ desk }) => desk.lock(),
  }),
  defineCommand({
    id: 'desk.sign-out',
    group: 'desk',
    title: 'commands.sign-out',
    keys: [],
    // What is in memory alone would go with the desk.
    unavailable: ({ workspace }) => (workspace.isAllSaved ? null : 'commands.not-all-saved'),
    run: ({ desk }) => desk.signOut(),
  }),
]
