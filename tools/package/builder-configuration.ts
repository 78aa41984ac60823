import type { Configuration } from 'electron-builder'
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

// The app as built and nothing beside it: everything it uses is in these bundles, so there is no node_modules.
const packedFiles = [
  'package.json',
  'out/main/**',
  'out/preload/**',
  'out/renderer/**',
  'resources/icons/icon.png',
  '!**/.tierdesk-build',
  '!node_modules{,/**}',
]

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
    files: packedFiles,
    extraFiles: [{ from: 'LICENSE', to: 'LICENSE.tierdesk.txt' }],
    afterPack: './tools/package/after-pack.ts',
    protocols: [{ name: product.name, schemes: [product.scheme], role: 'Viewer' }],
    artifactName: `${product.name}-\${version}-\${arch}.\${ext}`,
    // Who updates an edition is said by this file alone: where there is none, updates are left to IT.
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
    deb: { compression: isTestBuild ? 'gz' : 'xz', packageName: product.program, packageCategory: 'net', priority: 'optional' },
    rpm: { compression: isTestBuild ? 'gzip' : 'xzmt', packageName: product.program, packageCategory: 'Applications/Internet' },
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
