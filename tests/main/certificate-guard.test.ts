import { describe, expect, test } from 'vitest'
import { CertificateGuard, type ShownCertificate, pinOf, pinsOf } from '#main/certificate-guard.ts'

// Made with openssl; their pins are what `openssl x509 -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64` says.
const authority = `-----BEGIN CERTIFICATE-----
MIIBfDCCASGgAwIBAgIUFkt55kHpxZpgXH6aI2f/IsZ07bAwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHU2l0ZSBDQTAgFw0yNjExMjMxMjQ4MTVaGA8yMTI2MTAzMDEy
NDgxNVowEjEQMA4GA1UEAwwHU2l0ZSBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABObnH8qJG3d1ucYHgYZB8waMKLrmp9VREVwIdGKASkG9HOFNVtEYW8qN6bHa
4lU+cHo+GQuEZ1Kx+6Qv2m9UDMajUzBRMB0GA1UdDgQWBBSBsjAgTd5fv91c+RQU
5+DuUU1MMTAfBgNVHSMEGDAWgBSBsjAgTd5fv91c+RQU5+DuUU1MMTAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDNkySmyJH98jRP6Y9gJQ8jm14o
FDppNVxAOrlsZ73HvAIhAP01ez8sxxXGsg+QCbA9gQsJ0B1rK9X/dhg06FoVFmA9
-----END CERTIFICATE-----
`
const server = `-----BEGIN CERTIFICATE-----
MIIBoTCCAUegAwIBAgIUVILy0CFaNYx+I1EIZC6nwpmaEP8wCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHU2l0ZSBDQTAgFw0yNjExMjMxMjQ4MTVaGA8yMTI2MTAzMDEy
NDgxNVowGzEZMBcGA1UEAwwQZGVzay5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEG
CCqGSM49AwEHA0IABJgr8w+abJzEtXZJOnh5d8ZasHv9v33GGGBJSStKiw6ISztD
uprwHoP2ufyBWuaRI51DW6j4e67NfElXT+dhLxejcDBuMB0GA1UdDgQWBBTfUvJ+
jJqmBF/YLphTaKYeNpBLtDAfBgNVHSMEGDAWgBSBsjAgTd5fv91c+RQU5+DuUU1M
MTAPBgNVHRMBAf8EBTADAQH/MBsGA1UdEQQUMBKCEGRlc2suZXhhbXBsZS5jb20w
CgYIKoZIzj0EAwIDSAAwRQIhAL0kgjTdE2UQK9s53UwyFPglFShbYqRBheuANkTV
2yzmAiA+SgxOPDnqTY543yeEeqKEnGJ/y5NcqXAgX/nWwKMuiQ==
-----END CERTIFICATE-----
`
const authorityPin = 'sha256/DWrO8SNBYiljNmueHchGSKH67mjCvVl+FWGlHj2+xVY='
const serverPin = 'sha256/v3X/C9Bq8gyRiy+hSGvD9fYP7w9TiBkZ10xB3O49GVc='
const otherPin = 'sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='

const chain = { data: server, issuerCert: { data: authority } }
const shown = (other: Partial<ShownCertificate> = {}): ShownCertificate => ({
  hostname: 'desk.example.com',
  errorCode: 0,
  validatedCertificate: chain,
  ...other,
})

/** A guard, and what it told. */
function guarding(pins: readonly string[], serviceUrl = 'https://desk.example.com') {
  const told: (boolean | string)[] = []
  const guard = new CertificateGuard({
    serviceUrl,
    pins,
    changed: ({ isRefused }) => told.push(isRefused),
    log: (line) => told.push(line),
  })
  return { guard, told }
}

describe('the pin of a certificate', () => {
  // Catches: a hash over the whole certificate or the bare key, which no tool of IT would print.
  test('is the one that openssl makes of its public key, for each of a chain', () => {
    expect(pinsOf(chain)).toEqual([serverPin, authorityPin])
  })

  // Catches: an error in the check, after which Electron never answers the request.
  test('of what is no certificate is none, and does not throw', () => {
    expect(pinOf('')).toBeNull()
    expect(pinOf('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')).toBeNull()
    expect(pinsOf({ data: 'x', issuerCert: { data: authority } })).toEqual([authorityPin])
  })

  // Catches: a root that is said to be signed by itself.
  test('is read of a chain without an end', () => {
    const endless: { data: string; issuerCert?: unknown } = { data: authority }
    endless.issuerCert = endless
    expect(new Set(pinsOf(endless as typeof chain))).toEqual(new Set([authorityPin]))
  })
})

describe('a guard of certificates', () => {
  test.each([
    ['of the service itself', [otherPin, serverPin]],
    ['of the authority', [authorityPin]],
  ])('leaves it to Chromium where the pin %s is among those that IT names', (_which, pins) => {
    const { guard, told } = guarding(pins)
    expect(guard.judge(shown())).toBe(-3)
    expect(told).toEqual([])
  })

  // Catches: pins that are read and obeyed by nobody.
  test('says no where none is pinned, tells it once, and names what was shown for IT', () => {
    const { guard, told } = guarding([otherPin])
    expect([guard.judge(shown()), guard.judge(shown())]).toEqual([-2, -2])
    expect(told).toEqual([
      `The certificate of desk.example.com was refused: CertificatePins names none of its chain. Shown: ${serverPin}, ${authorityPin}.`,
      true,
    ])
    expect(guard.standing).toEqual({ isRefused: true })
  })

  // Catches: a pin that opens what the system does not trust, or a verdict that is told as a matter of pins where it is none.
  test.each([
    ['Chromium refuses the certificate', shown({ errorCode: -202 })],
    ['it is another host', shown({ hostname: 'proxy.example.com' })],
  ])('has Chromium decide where %s', (_why, request) => {
    const { guard, told } = guarding([otherPin])
    expect(guard.judge(request)).toBe(-3)
    expect(told).toEqual([])
  })

  test('has Chromium decide everything where IT names no pins', () => {
    expect(guarding([]).guard.judge(shown())).toBe(-3)
  })

  // Catches: a service that is not guarded because its address is written in another way than Chromium says it.
  test.each([
    ['https://DESK.example.com:8443', 'desk.example.com'],
    ['https://desk.example.com.', 'desk.example.com'],
    ['https://[::1]:8443', '::1'],
  ])('knows the service of %s', (serviceUrl, hostname) => {
    expect(guarding([otherPin], serviceUrl).guard.judge(shown({ hostname }))).toBe(-2)
  })

  // Catches: a window that speaks of a wrong certificate for the rest of the day.
  test('takes its word back when the right one is shown, or the service answers', () => {
    const { guard, told } = guarding([serverPin])
    const wrong = shown({ validatedCertificate: { data: authority } })
    guard.judge(wrong)
    guard.judge(shown())
    guard.judge(wrong)
    guard.answered()
    guard.answered()
    expect(told.filter((one) => typeof one === 'boolean')).toEqual([true, false, true, false])
  })

  // Catches: somebody in between who is told of once only, because Chromium remembers that it must refuse them.
  test('tells of them again when a request fails as one that was refused', () => {
    const { guard, told } = guarding([serverPin])
    guard.failed('net::ERR_FAILED')
    guard.judge(shown({ validatedCertificate: { data: authority } }))
    guard.answered()
    guard.failed('net::ERR_CONNECTION_REFUSED')
    guard.failed('net::ERR_FAILED')
    expect(told.filter((one) => typeof one === 'boolean')).toEqual([true, false, true])
  })
})
