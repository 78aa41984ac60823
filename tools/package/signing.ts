/** What the environment gives to sign with, each a sentence for the table where it gives nothing. */
export interface Signing {
  readonly windows: boolean
  readonly mac: boolean
  readonly notarize: boolean
}

/** The variables are electron-builder's own: a certificate (file, address or base64) and its password, an identity of the keychain. */
export function signingFrom(environment: NodeJS.ProcessEnv): Signing {
  const has = (name: string): boolean => (environment[name] ?? '') !== ''
  const mac = has('CSC_NAME') || has('CSC_LINK')
  return {
    windows: has('WIN_CSC_LINK') || has('CSC_LINK'),
    mac,
    notarize: mac && has('APPLE_API_KEY') && has('APPLE_API_KEY_ID') && has('APPLE_API_ISSUER'),
  }
}

/** Whether and by what a package of this platform is signed, for the table and the manifest. */
export function signingSentence(platform: 'linux' | 'win32' | 'darwin', signing: Signing): string {
  switch (platform) {
    case 'linux':
      return 'unsigned: deb and rpm are signed by the repository that offers them; check SHA256SUMS'
    case 'win32':
      return signing.windows ? 'signed' : 'UNSIGNED: no certificate (WIN_CSC_LINK, WIN_CSC_KEY_PASSWORD)'
    case 'darwin':
      if (!signing.mac) return 'UNSIGNED: no identity (CSC_NAME or CSC_LINK)'
      return signing.notarize
        ? 'signed and notarized'
        : 'signed, NOT notarized (APPLE_API_KEY, APPLE_API_KEY_ID, APPLE_API_ISSUER)'
  }
}
