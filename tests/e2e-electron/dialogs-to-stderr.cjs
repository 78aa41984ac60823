// Read by Electron before the desktop: nobody sits before a test who could close a dialog, so it is written to stderr instead.
const { dialog } = require('electron')

dialog.showErrorBox = (title, text) => process.stderr.write(`[dialog of ${title}] ${text}\n`)
