import { haltReason } from '#shared/update/halt-rule.ts'
import { type UpdateRing, updateRings } from '#shared/update/update-rings.ts'
import type { DeskFiguresTable } from './desk-figures-table.ts'
import type { UpdateFolder } from './update-folder.ts'

interface HaltPorts {
  readonly folder: UpdateFolder
  readonly figures: DeskFiguresTable
  readonly now: () => number
  readonly halted: (ring: UpdateRing, version: string, why: string) => void
}

/** Holds back what has made the desks of a ring worse. It never lets out anything: that is for people. */
export class HaltWatch {
  readonly #ports: HaltPorts

  constructor(ports: HaltPorts) {
    this.#ports = ports
  }

  /** Looks at each ring once. */
  async step(): Promise<void> {
    const { folder, figures, now, halted } = this.#ports
    const [{ rings }, halts] = await Promise.all([folder.rollout(), folder.halts()])
    for (const ring of updateRings) {
      const stage = rings[ring]
      if (stage === undefined || halts[ring]?.version === stage.version) continue
      const { newer, others } = await figures.ofRing(ring, stage.version, stage.since)
      const why = haltReason(newer, others)
      if (why === null) continue
      await folder.halt(ring, { version: stage.version, at: new Date(now()).toISOString(), by: 'rule', why })
      halted(ring, stage.version, why)
    }
    await figures.forgetOld()
  }
}
