import type { Configuration } from 'electron-builder'
import { machineMarker } from '#main/edition.ts'
import { product } from './product.ts'
import type { Signing } from './signing.ts'
import type { Edition } from './targets.ts'

/** What a configuration depends on. `electronDist`: a runtime that lies here already; without it electron-builder fetches its own. */
export interface BuildFacts {
  readonly edition: Edition
  /** A test build is packed fast rather than small. */
  readonly isTestBuild: boolean
  readonly electronVersion: string
  readonly electronDist: string | null
  readonly output: string
  readonly signing: Signing
}

// What the program of Electron is linked to, and what it loads by itself. electron-builder's own list leaves a third of it to luck:
// a Debian without a desktop has no libdrm, for one. Where Debian 13 and Ubuntu 24.04 renamed a package, both names count. What it loads
// is in no header of the program: without libX11-xcb, which drivers and other desktops happen to bring, it ends with SIGTRAP and no word.
export const debNeeds: readonly string[] = [
  ...['libasound2', 'libatk-bridge2.0-0', 'libatk1.0-0', 'libatspi2.0-0', 'libcups2', 'libglib2.0-0', 'libgtk-3-0'].map(
    (name) => `${name} | ${name}t64`,
  ),
  ...'libcairo2 libdbus-1-3 libdrm2 libexpat1 libgbm1 libnotify4 libnspr4 libnss3 libpango-1.0-0 libsecret-1-0 libuuid1'.split(
    ' ',
  ),
  ...'libx11-6 libx11-xcb1 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxrandr2 libxss1 libxtst6'.split(
    ' ',
  ),
  'xdg-utils',
]

// By the names of the libraries, not of packages: those differ from Fedora to openSUSE.
const rpmNeeds = [
  ...'libasound.so.2 libatk-1.0.so.0 libatk-bridge-2.0.so.0 libatspi.so.0 libcairo.so.2 libcups.so.2 libdbus-1.so.3'.split(
    ' ',
  ),
  ...'libdrm.so.2 libexpat.so.1 libgbm.so.1 libgio-2.0.so.0 libglib-2.0.so.0 libgobject-2.0.so.0 libgtk-3.so.0'.split(
    ' ',
  ),
  ...'libnspr4.so libnss3.so libnssutil3.so libpango-1.0.so.0 libsmime3.so libX11.so.6 libX11-xcb.so.1 libxcb.so.1 libXcomposite.so.1'.split(
    ' ',
  ),
  ...'libXdamage.so.1 libXext.so.6 libXfixes.so.3 libxkbcommon.so.0 libXrandr.so.2 libnotify.so.4 libsecret-1.so.0'.split(
    ' ',
  ),
]

/** The app as built and nothing beside it: everything it uses is in these bundles, so there is no node_modules. */
export const packedFiles = [
  'package.json',
  'out/main/**',
  'out/preload/**',
  'out/renderer/**',
  'resources/icons/icon.png',
]
/** What lies among them and is no part of it. */
export const unpackedFiles = ['**/.tierdesk-build']

/** The whole configuration of electron-builder for one edition, on every platform. */
export function builderConfiguration(facts: BuildFacts): Configuration {
  return {
    appId: product.appId,
    productName: product.name,
    executableName: product.program,
    copyright: 'Copyright © The Tierdesk team',
    directories: { output: facts.output, buildResources: 'resources/icons' },
    electronVersion: facts.electronVersion,
    ...(facts.electronDist === null ? {} : { electronDist: facts.electronDist }),
    extraMetadata: { homepage: product.homepage, description: product.description },
    asar: true,
    compression: facts.isTestBuild ? 'store' : 'normal',
    npmRebuild: false,
    nodeGypRebuild: false,
    files: [...packedFiles, ...[...unpackedFiles, 'node_modules{,/**}'].map((pattern) => `!${pattern}`)],
    extraFiles: [{ from: 'LICENSE', to: 'LICENSE.tierdesk.txt' }],
    // By this the app knows that it is not to update itself, wherever IT put it.
    extraResources: facts.edition === 'machine' ? [{ from: `resources/${machineMarker}`, to: machineMarker }] : [],
    afterPack: './tools/package/after-pack.ts',
    protocols: [{ name: product.name, schemes: [product.scheme], role: 'Viewer' }],
    artifactName: `${product.name}-\${version}-\${arch}.\${ext}`,
    // electron-updater asks nobody where it finds no such file.
    publish: facts.edition === 'user' ? [{ provider: 'generic', url: product.updateFeed }] : null,
    ...linuxPart(facts),
    ...windowsPart(facts),
    ...macPart(facts.signing),
  }
}

function linuxPart({ isTestBuild }: BuildFacts): Configuration {
  const described = { synopsis: product.summary, description: product.description }
  return {
    linux: {
      executableName: product.program,
      category: 'Office',
      maintainer: product.maintainer,
      vendor: product.publisher,
      syncDesktopName: true,
      icon: 'resources/icons/linux',
      ...described,
    },
    deb: {
      depends: [...debNeeds],
      recommends: ['libayatana-appindicator3-1'],
      compression: isTestBuild ? 'gz' : 'xz',
      packageName: product.program,
      packageCategory: 'net',
      priority: 'optional',
    },
    // electron-builder's own would be --no-sandbox, for whoever puts the AppImage into a menu by its entry.
    appImage: { executableArgs: [] },
    rpm: {
      depends: [...rpmNeeds.map((name) => `${name}()(64bit)`), 'xdg-utils'],
      compression: isTestBuild ? 'gzip' : 'xzmt',
      packageName: product.program,
      packageCategory: 'Applications/Internet',
    },
  }
}

function windowsPart({ edition, signing }: BuildFacts): Configuration {
  const isMachine = edition === 'machine'
  return {
    // A certificate that is given and does not sign must not end in an unsigned installer.
    forceCodeSigning: false,
    win: {
      executableName: product.name,
      icon: 'resources/icons/icon.ico',
      requestedExecutionLevel: 'asInvoker',
      verifyUpdateCodeSignature: true,
      forceCodeSigning: signing.windows,
      signtoolOptions: { publisherName: [product.publisher], signingHashAlgorithms: ['sha256'] },
    },
    nsis: {
      oneClick: !isMachine,
      perMachine: isMachine,
      allowToChangeInstallationDirectory: isMachine,
      runAfterFinish: !isMachine,
      deleteAppDataOnUninstall: false,
      createDesktopShortcut: false,
      shortcutName: product.name,
      uninstallDisplayName: `${product.name} \${version}`,
      ...(isMachine ? {} : { packElevateHelper: false }),
      artifactName: `${product.name}-\${version}-\${arch}-${edition}-setup.\${ext}`,
    },
    msi: {
      perMachine: true,
      oneClick: true,
      runAfterFinish: false,
      upgradeCode: product.upgradeCode,
      createDesktopShortcut: false,
      shortcutName: product.name,
    },
  }
}

function macPart(signing: Signing): Configuration {
  return {
    mac: {
      category: 'public.app-category.business',
      icon: 'resources/icons/icon.icns',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: 'resources/mac/entitlements.plist',
      entitlementsInherit: 'resources/mac/entitlements.plist',
      notarize: signing.notarize,
      forceCodeSigning: signing.mac,
      // Undefined looks for an identity in the keychain; null says that nothing is signed.
      ...(signing.mac ? {} : { identity: null }),
      // electron-builder would allow plain http to every host.
      extendInfo: { NSAppTransportSecurity: { NSAllowsArbitraryLoads: false, NSAllowsLocalNetworking: true } },
    },
    dmg: { title: `${product.name} \${version}`, sign: signing.mac },
    pkg: { installLocation: '/Applications', allowAnywhere: false, allowCurrentUserHome: false, isRelocatable: false },
  }
}
