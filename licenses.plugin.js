import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the licences of all packages that are bundled into a file beside the code, each text once. */
export function licenses(fileName) {
  return {
    name: 'mlcheck-licenses',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap(output => output.moduleIds ?? [])
      const folders = [...new Set(modules.flatMap(packageFolder))]
      const packagesByText = new Map()
      for (const folder of folders) {
        const text = licenseText(folder)
        packagesByText.set(text, [...(packagesByText.get(text) ?? []), packageTitle(folder)])
      }
      const notices = [...packagesByText].map(([text, titles]) => `${titles.sort().join('\n')}\n\n${text}\n`)
      this.emitFile({ type: 'asset', fileName, source: notices.sort().join(`\n${'-'.repeat(80)}\n\n`) })
    },
  }
}

function packageFolder(module) {
  const [folder] = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module) ?? []
  return folder === undefined ? [] : [folder]
}

function packageTitle(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${name} ${version} (${license})`
}

function licenseText(folder) {
  const files = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice)/i.test(file))
  return files.map(file => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
}
