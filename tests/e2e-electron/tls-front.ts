import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, type Socket, connect } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { pinOf } from '#main/certificate-guard.ts'
import { canInstallPackages, installPackages } from '#tools/debian.mjs'
import { findProgram } from '#tools/project.mjs'

const tools = () => findProgram('openssl') !== undefined && findProgram('certutil') !== undefined

/** Whether certificates can be made and trusted here: the tools are there, or can be installed. */
export const canMakeCertificates = async (): Promise<boolean> =>
  process.platform === 'linux' &&
  (tools() || (canInstallPackages() && (await installPackages(['openssl', 'libnss3-tools'])) && tools()))

export interface Identity {
  readonly key: string
  readonly certificate: string
  /** As `CertificatePins` has it. */
  readonly pin: string
}

/** An authority of the test's own. */
export interface Authority extends Identity {
  /** Signs a certificate for this computer, each time with a key of its own. */
  issue(name: string): Identity
  /** Has the user whose home this is trust it, as IT does on Linux. */
  trustedIn(home: string): void
}

/** Makes an authority that signs, in this folder. */
export function authority(folder: string, name: string): Authority {
  mkdirSync(folder, { recursive: true })
  const file = (of: string, end: 'key' | 'pem'): string => join(folder, `${of}.${end}`)
  const make = (of: string, more: readonly string[]): Identity => {
    const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    const to = ['-keyout', file(of, 'key'), '-out', file(of, 'pem'), '-subj', `/CN=${of}`]
    execFileSync('openssl', ['req', '-x509', ...made, ...to, ...more], { stdio: 'ignore' })
    const certificate = readFileSync(file(of, 'pem'), 'utf8')
    return { key: readFileSync(file(of, 'key'), 'utf8'), certificate, pin: pinOf(certificate) ?? '' }
  }
  const signs = make(name, ['-addext', 'keyUsage=critical,keyCertSign'])
  return {
    ...signs,
    issue: (of) => {
      const by = ['-CA', file(name, 'pem'), '-CAkey', file(name, 'key')]
      const means = ['subjectAltName=IP:127.0.0.1', 'extendedKeyUsage=serverAuth', 'basicConstraints=critical,CA:FALSE']
      return make(of, [...by, ...means.flatMap((one) => ['-addext', one])])
    },
    trustedIn: (home) => {
      const database = join(home, '.pki/nssdb')
      mkdirSync(database, { recursive: true })
      const run = (...words: string[]) =>
        execFileSync('certutil', ['-d', `sql:${database}`, ...words], { stdio: 'pipe' })
      run('-N', '--empty-password')
      run('-A', '-t', 'C,,', '-n', new X509Certificate(signs.certificate).subject, '-i', file(name, 'pem'))
    },
  }
}

/** TLS in front of a service, as a proxy of IT ends it. */
export interface TlsFront {
  readonly url: string
  /** What was said to it so far, decrypted: the first line of each connection on which anything was. */
  readonly heard: readonly string[]
  /** Shows another certificate from now on, to connections that are made anew: all. */
  show(identity: Identity): void
  close(): Promise<void>
}

/** Opens one to a port on this computer, itself on a free port, loopback only. */
export async function tlsFront(port: number, first: Identity): Promise<TlsFront> {
  const heard: string[] = []
  const open = new Set<Socket>()
  const drop = (): void => {
    for (const socket of open) socket.destroy()
    open.clear()
  }
  const server = createServer({ key: first.key, cert: first.certificate }, (near) => {
    const far = connect(port, '127.0.0.1')
    near.once('data', (chunk: Buffer) => heard.push(chunk.toString('latin1').split('\r\n')[0] ?? ''))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.on('error', () => one.destroy())
    }
    near.pipe(far)
    far.pipe(near)
  })
  // Who refuses its certificate breaks the connection off; that is what some of the tests are about.
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    show: ({ key, certificate }) => {
      server.setSecureContext({ key, cert: certificate })
      drop()
    },
    close: () => {
      drop()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
