import { parseArgs } from 'node:util'

/**
 * What `npm start -- ...` was asked for. Throws an Error with a sentence for anything it does not know.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 */
export function startOptions(args, environment) {
  const { values } = parseOrExplain(args)
  const port = Number(values.port ?? environment['TIERDESK_PORT'] ?? 4510)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`"${values.port ?? environment['TIERDESK_PORT']}" is not a port. Choose a number from 1 to 65535.`)
  }
  return { port, opensWindow: values['no-open'] !== true }
}

/** @param {string[]} args */
function parseOrExplain(args) {
  try {
    return parseArgs({ args, options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } } })
  } catch {
    throw new Error(`Unknown option in "${args.join(' ')}". Known are --port NUMBER and --no-open.`)
  }
}
