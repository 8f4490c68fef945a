// npm run styles: the installed dkfds -> src/web/assets/dkfds.css, with our light and dark colours. Run it after another dkfds was installed
// or the palette was changed; a test fails until then.
import { writeFileSync } from 'node:fs'
import { recolouredStyles } from './recoloured-styles.js'

const styles = recolouredStyles()
writeFileSync(new URL('../src/web/assets/dkfds.css', import.meta.url), styles)
console.error(`dkfds.css: ${styles.length} characters.`)
