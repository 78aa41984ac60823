// Loaded into the main process of a desk before anything of ours (DesktopOptions.firstModule): notes what it writes, starts and opens, and
// lets no time of a rate limit seem short while `isHurried`.
const childProcess = require('node:child_process')
const fs = require('node:fs')

/** @type {{ written: Set<string>, started: string[], isHurried: boolean }} */
const seen = { written: new Set(), started: [], isHurried: true }
Object.assign(globalThis, { watchedMain: seen })

const realNow = Date.now
let aheadMs = 0
// Each look at the clock is a minute after the one before, so that every call is within its limit.
Date.now = () => realNow() + (seen.isHurried ? (aheadMs += 60_000) : aheadMs)

/** @param {any} owner @param {string} name @param {(given: any[]) => void} note */
function watch(owner, name, note) {
  const real = owner[name]
  if (typeof real !== 'function') throw new TypeError(`There is no ${name} to watch.`)
  owner[name] = function (/** @type {any[]} */ ...given) {
    note(given)
    return real.apply(this, given)
  }
}

const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants
const changing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND

/** @param {unknown} path */
const noteWritten = (path) => void (typeof path !== 'number' && seen.written.add(String(path)))
/** @param {unknown} flags */
const isForReading = (flags) =>
  typeof flags === 'number' ? (flags & changing) === 0 : flags === undefined || flags === 'r'

const onePath = ['writeFile', 'appendFile', 'mkdir', 'mkdtemp', 'rm', 'rmdir', 'unlink', 'truncate', 'chmod', 'utimes']
const twoPaths = ['rename', 'copyFile', 'link', 'symlink', 'cp']
/** @type {[any, string][]} */
const places = [
  [fs, ''],
  [fs, 'Sync'],
  [fs.promises, ''],
]
for (const [owner, end] of places) {
  for (const name of onePath) watch(owner, name + end, ([path]) => noteWritten(path))
  for (const name of twoPaths) watch(owner, name + end, ([, path]) => noteWritten(path))
  watch(owner, `open${end}`, ([path, flags]) => {
    if (!isForReading(flags)) noteWritten(path)
  })
}
watch(fs, 'createWriteStream', ([path]) => noteWritten(path))
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
  watch(childProcess, name, ([program]) => seen.started.push(String(program)))
