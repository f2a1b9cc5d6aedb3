import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Handlebars from 'handlebars'

const textPrefix = '\0text:'

/**
 * Compiles `.hbs` files to template functions and turns `?text` imports into strings.
 * One plugin serves the build (rolldown) and the tests (vite).
 */
export function assets() {
  return {
    name: 'mlcheck-assets',
    enforce: 'pre',
    // A name of our own: vite takes everything that ends in .css for a style sheet and empties it.
    resolveId(source, importer) {
      if (!source.endsWith('?text') || !importer) return null
      return `${textPrefix}${resolve(dirname(importer), source.slice(0, -'?text'.length))}:text`
    },
    load(id) {
      if (id.endsWith('.hbs')) return { code: compiledTemplate(id), moduleType: 'js' }
      if (!id.startsWith(textPrefix)) return null
      const path = id.slice(textPrefix.length, -':text'.length)
      return { code: `export default ${JSON.stringify(readFileSync(path, 'utf8'))}`, moduleType: 'js' }
    },
  }
}

function compiledTemplate(path) {
  const spec = Handlebars.precompile(readFileSync(path, 'utf8'), { strict: true, knownHelpersOnly: false })
  return `import runtime from 'handlebars/runtime.js'\nexport default runtime.template(${spec})\n`
}
