// Makes what is delivered: `npm run package -- [TARGET ...] [--test-runtime]`.
import { packageOptions } from './package-options.ts'
import { makePackages } from './make-packages.ts'

try {
  process.exitCode = await makePackages(packageOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
