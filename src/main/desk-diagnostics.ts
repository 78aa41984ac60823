import { statfs } from 'node:fs/promises'
import { release } from 'node:os'
import { app } from 'electron'
import type { HostDiagnostics } from '#shared/diagnostics/diagnostics-file.ts'
import type { CertificateGuard } from './certificate-guard.ts'
import { recentLines } from './log-line.ts'
import { ownRedactor } from './own-redactor.ts'
import type { PolicyInForce } from './policy-in-force.ts'
import type { RunRecord } from './run-record.ts'
import type { Updates } from './updates.ts'
import type { VaultFile } from './vault-file.ts'

/** What it asks how it does. */
interface AskedParts {
  readonly policy: PolicyInForce
  readonly vault: Promise<VaultFile>
  readonly updates: Updates
  readonly run: RunRecord
  readonly guard: CertificateGuard
}

/** Bytes that are free where the profile lies; null where the system does not say. */
export async function freeBytes(): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(app.getPath('userData'))
    return bavail * bsize
  } catch {
    return null // said as what it is: nobody knows
  }
}

/** How the desktop does, for whoever is asked to help, without the names of the person and the computer. */
export async function deskDiagnostics({ policy, vault, updates, run, guard }: AskedParts): Promise<HostDiagnostics> {
  const redact = ownRedactor()
  const { electron, chrome, node } = process.versions
  return {
    version: app.getVersion(),
    platform: process.platform,
    runtime: `Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    architecture: process.arch,
    system: release(),
    isPackaged: app.isPackaged,
    serviceUrl: policy.serviceUrl,
    site: policy.report.site,
    policies: policy.report.entries.map(({ where, ...entry }) => ({ ...entry, where: redact(where) })),
    policiesNotUsed: policy.report.refusals.map(redact),
    keysKeptBy: (await vault).keptBy,
    isCertificateRefused: guard.standing.isRefused,
    updates: updates.state,
    run: run.run,
    freeBytes: await freeBytes(),
    memoryBytes: app.getAppMetrics().map(({ type, memory }) => ({ type, bytes: memory.workingSetSize * 1024 })),
    log: recentLines().map(({ at, text }) => ({ at, lines: text.split('\n').map(redact) })),
  }
}
