import { readFileSync } from 'node:fs'
import Handlebars from 'handlebars'

/**
 * Compiles `.hbs` files to template functions and turns `?text` imports into strings.
 * One plugin serves the build (rolldown) and the tests (vite).
 */
export function assets() {
  return {
    name: 'mlcheck-assets',
    enforce: 'pre',
    load(id) {
      const [path, query] = id.split('?')
      if (path.endsWith('.hbs')) return { code: compiledTemplate(path), moduleType: 'js' }
      if (query === 'text')
        return { code: `export default ${JSON.stringify(readFileSync(path, 'utf8'))}`, moduleType: 'js' }
      return null
    },
  }
}

function compiledTemplate(path) {
  const spec = Handlebars.precompile(readFileSync(path, 'utf8'), { strict: true, knownHelpersOnly: false })
  return `import runtime from 'handlebars/runtime.js'\nexport default runtime.template(${spec})\n`
}
