// Loaded into the main process before the app that is measured (`electron -r`): puts a stopwatch into its page, before anything of the page
// itself, and says on stdout at which instant what it waits for was drawn. The same for every app, so that it weighs on all alike.
const fs = require('node:fs')
const path = require('node:path')
const electron = require('electron')

/** Runs in the page's own sandboxed process, beside its scripts. */
function stopwatch() {
  const renderer = require('electron').ipcRenderer
  /** @type {[string, string][]} */
  let awaited = JSON.parse('AWAITED')
  /** @param {string} name */
  const drawn = (name) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => renderer.send('stopwatch', name, performance.timeOrigin + performance.now())
      channel.port2.postMessage(null)
    })
  }
  const look = () => {
    const found = awaited.filter(([, selector]) => document.querySelector(selector) !== null)
    awaited = awaited.filter((one) => !found.includes(one))
    for (const [name] of found) drawn(name)
    if (awaited.length === 0) observer.disconnect()
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { subtree: true, childList: true, attributes: true })
  look()
}

const folder = process.env['STOPWATCH_FOLDER'] ?? ''
const preload = path.join(folder, 'stopwatch-preload.cjs')
const source = stopwatch.toString().replace("'AWAITED'", () => JSON.stringify(process.env['STOPWATCH_AWAITED'] ?? '[]'))
fs.writeFileSync(preload, `(${source})()`)
electron.ipcMain.on('stopwatch', (_event, name, at) => process.stdout.write(`DRAWN ${name} ${at}\n`))
electron.app.once('ready', () => {
  const { defaultSession } = electron.session
  if ('registerPreloadScript' in defaultSession)
    defaultSession.registerPreloadScript({ type: 'frame', filePath: preload })
  // Older ones have no other.
  else Reflect.get(defaultSession, 'setPreloads').call(defaultSession, [preload])
})

// Nobody touches the display of a bench, and a desk that is left alone is locked. The system is asked as ever, and its answer set aside.
const { powerMonitor } = electron
const asked = powerMonitor.getSystemIdleTime.bind(powerMonitor)
Object.assign(powerMonitor, { getSystemIdleTime: () => Math.min(asked(), 0) })
