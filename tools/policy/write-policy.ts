// Writes the page and the templates that are made from the policies: `npm run policy`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../project.mjs'
import { policyOutputs } from './policy-outputs.ts'

for (const [path, text] of policyOutputs()) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true })
  writeFileSync(join(ROOT, path), text)
  console.log(path)
}
