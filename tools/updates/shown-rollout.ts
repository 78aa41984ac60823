import type { Halts, Rollout } from '#shared/update/rollout.ts'
import { updateRings } from '#shared/update/update-rings.ts'

/** Who gets what, a line for each ring. */
export function shownRollout({ isStopped, oldest, rings }: Rollout, halts: Halts): string {
  const lines = updateRings.map((ring) => {
    const stage = rings[ring]
    if (stage === undefined) return `${ring}: nothing`
    const sites = Object.entries(stage.sites).map(([site, percentage]) => `, ${site} ${percentage} %`)
    const halt = halts[ring]
    const held =
      halt?.version === stage.version
        ? `, halted at ${halt.at} by ${halt.by === 'it' ? 'IT' : 'the rule'}: ${halt.why}`
        : ''
    return `${ring}: ${stage.version} for ${stage.percentage} %${sites.join('')}${held}`
  })
  return [
    ...(isStopped ? ['Stopped: nobody gets anything.'] : []),
    ...lines,
    ...(oldest === null ? [] : [`Older than ${oldest}: at once.`]),
  ].join('\n')
}
