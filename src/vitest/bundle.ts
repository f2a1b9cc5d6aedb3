import { isBuiltin, type SourceMapPayload } from 'node:module'
import { dirname, isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'rolldown'
import { builtFile } from './package.ts'

export interface Bundle {
  readonly code: string
  /** Sources are relative to the folder of the bundled file. */
  readonly map: SourceMapPayload | undefined
  /** Imports that lead to no package. */
  readonly missing: readonly MissingPackage[]
}

interface MissingPackage {
  readonly specifier: string
  readonly importer: string
}

/** A file and the files that it imports as one ES module, in memory. Packages stay imports, by their full addresses. */
export async function bundleModule(file: string): Promise<Bundle> {
  const { rolldown } = await import('rolldown')
  const missing: MissingPackage[] = []
  const plugins = [packages(missing), ownPlace]
  const bundle = await rolldown({ input: file, platform: 'node', logLevel: 'silent', plugins })
  try {
    const { output } = await bundle.generate({
      dir: dirname(file),
      format: 'esm',
      sourcemap: true,
      codeSplitting: false,
    })
    const { code, map } = output[0]
    return { code, map: (map ?? undefined) as SourceMapPayload | undefined, missing }
  } finally {
    await bundle.close()
  }
}

/** Which of the tool's entries an import gets. */
const entries: Readonly<Record<string, string>> = {
  mlcheck: builtFile('suite'),
  'mlcheck/stats': builtFile('stats'),
}

function packages(missing: MissingPackage[]): Plugin {
  return {
    name: 'mlcheck-packages',
    async resolveId(specifier, importer) {
      const entry = entries[specifier]
      if (entry !== undefined) return outside(entry)
      const isOwn = importer === undefined || specifier.startsWith('.') || isAbsolute(specifier)
      if (isOwn || isBuiltin(specifier)) return null
      const resolved = await this.resolve(specifier, importer, { skipSelf: true })
      if (!resolved) missing.push({ specifier, importer })
      return resolved && /[\\/]node_modules[\\/]/.test(resolved.id) ? outside(resolved.id) : resolved
    },
  }
}

/** A module without a place of its own, as the bundle is, can import by full address only. */
function outside(path: string) {
  return { id: pathToFileURL(path).href, external: 'absolute' as const }
}

/** A file may read what lies beside it, so it has to see its own address and not the bundle's. */
const ownPlace: Plugin = {
  name: 'mlcheck-own-place',
  transform(code, id) {
    if (!code.includes('import.meta.')) return null
    const place: Readonly<Record<string, string>> = {
      url: pathToFileURL(id).href,
      filename: id,
      dirname: dirname(id),
    }
    const placed = code.replace(/\bimport\.meta\.(url|filename|dirname)\b/g, (_, name: string) =>
      JSON.stringify(place[name]),
    )
    return { code: placed, map: null }
  },
}
