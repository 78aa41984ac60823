import { createHash } from 'node:crypto'
import { z } from 'zod'

/** What package-lock.json knows of one package. */
const LockedPackage = z.object({
  version: z.string(),
  name: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
})

/** As much of package-lock.json as the list of parts needs: the packages by their folders. */
export const Lock = z.object({ packages: z.record(z.string(), z.looseObject({})) })

/** What a delivered Tierdesk is made of. `folders`: of the packages in the bundles; `runtime`: what Electron brings, by name. */
export interface Parts {
  readonly version: string
  readonly folders: readonly string[]
  readonly lock: z.infer<typeof Lock>
  readonly runtime: Readonly<Record<string, string>>
  readonly builtAt: string
}

const spec = 'https://cyclonedx.org/schema/bom-1.5.schema.json'

/** The list of parts (SBOM) in CycloneDX 1.5: what is in the bundles, and what runs them. Throws on a part that the lock does not know. */
export function billOfMaterials({ version, folders, lock, runtime, builtAt }: Parts) {
  const packages = [...new Set(folders)].sort().map((folder) => packageComponent(folder, lock))
  const programs = Object.entries(runtime).map(([name, itsVersion]) => programComponent(name, itsVersion))
  const components = [...programs, ...packages]
  const root = `pkg:generic/tierdesk@${version}`
  const references = components.map((component) => component['bom-ref'])
  return {
    $schema: spec,
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(components) + version)}`,
    version: 1,
    metadata: {
      timestamp: builtAt,
      lifecycles: [{ phase: 'build' }],
      component: {
        type: 'application',
        'bom-ref': root,
        name: 'tierdesk',
        version,
        purl: root,
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components,
    dependencies: [{ ref: root, dependsOn: references }],
  } as const
}

function packageComponent(folder: string, lock: z.infer<typeof Lock>) {
  const known = LockedPackage.safeParse(lock.packages[folder])
  if (!known.success)
    throw new Error(`${folder} is in a bundle and not in package-lock.json. Run npm ci and build again.`)
  // An alias lies in a folder of another name than its own.
  const { version, license, integrity, name = folder.slice(folder.lastIndexOf('node_modules/') + 13) } = known.data
  const [scope, bare] = name.startsWith('@') ? name.split('/') : [null, name]
  const purl = scope === null ? `pkg:npm/${bare}@${version}` : `pkg:npm/%40${(scope ?? '').slice(1)}/${bare}@${version}`
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    scope: 'required',
    ...(license === undefined ? {} : { licenses: [licenseOf(license)] }),
    ...(integrity === undefined ? {} : { hashes: hashesOf(integrity) }),
  } as const
}

/** One licence by its SPDX id; several as an expression. */
const licenseOf = (license: string) => (/[ (]/.test(license) ? { expression: license } : { license: { id: license } })

/** npm writes hashes as `sha512-` and base64; CycloneDX wants hex. */
function hashesOf(integrity: string) {
  return integrity
    .split(' ')
    .filter((hash) => hash.startsWith('sha512-'))
    .map((hash) => ({ alg: 'SHA-512', content: Buffer.from(hash.slice(7), 'base64').toString('hex') }))
}

function programComponent(name: string, version: string) {
  const purl = `pkg:generic/${name}@${version}`
  return { type: 'framework', 'bom-ref': purl, name, version, purl, scope: 'required' } as const
}

function uuidOf(text: string): string {
  const x = createHash('sha256').update(text).digest('hex')
  return `${x.slice(0, 8)}-${x.slice(8, 12)}-5${x.slice(13, 16)}-a${x.slice(17, 20)}-${x.slice(20, 32)}`
}
