import { createHash } from 'node:crypto'
import { SourceMap } from 'node:module'
import { dirname, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, UserError } from '../core/errors.ts'
import { type BuildError, readBuildError } from './build-error.ts'
import { type Bundle, bundleModule } from './bundle.ts'
import type { Position } from './origin.ts'
import { builtFile } from './package.ts'

/**
 * What a TypeScript or JavaScript file exports. Its imports of `mlcheck` lead to this copy of the tool, installed or
 * not; of vitest there is nothing, so `test` and `expect` are not among them. Nothing is written.
 *
 * @param file an absolute path
 * @throws UserError with the file, line and column when it cannot be read or fails while it runs
 */
export async function loadModule(file: string): Promise<Readonly<Record<string, unknown>>> {
  return (await loadModuleWithDigest(file)).exports
}

/** The same, with the SHA-256 of the code: of the file and all that it imports, but for packages. */
export async function loadModuleWithDigest(
  file: string,
): Promise<{ readonly exports: Readonly<Record<string, unknown>>; readonly digest: string }> {
  const bundle = await bundleModule(file).catch((error: unknown) => {
    throw loadError(file, error, readBuildError(messageOf(error)))
  })
  const [missing] = bundle.missing
  if (missing) {
    const message = `It imports ${missing.specifier}, and there is no such package.`
    throw loadError(missing.importer, undefined, { message })
  }
  try {
    const address = `${dataAddress}${Buffer.from(bundle.code).toString('base64')}`
    loaded.set(address, { bundle, file })
    return {
      exports: await import(address),
      digest: createHash('sha256').update(bundle.code).digest('hex'),
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw loadError(file, error, { message: runtimeMessage(error), position: thrownAt(error, bundle, file) })
  }
}

const dataAddress = 'data:text/javascript;base64,'
const loaded = new Map<string, { readonly bundle: Bundle; readonly file: string }>()

/** The stack of an error that a loaded module threw, in its own files, up to where the tool called it. */
export function stackInFiles(stack: string): string {
  const lines = stack.split('\n')
  const own = lines.flatMap((line, index) => (line.includes(dataAddress) || index === 0 ? index : []))
  return lines
    .slice(0, Math.max(...own) + 1)
    .map(line =>
      line.replace(
        /(data:text\/javascript;base64,[\w+/=]*):(\d+):(\d+)/,
        (_, address: string, at, column) => {
          const module = loaded.get(address)
          const place = module && originalPosition(module.bundle, module.file, Number(at), Number(column))
          return place ? `${relative(process.cwd(), place.file)}:${place.line}:${place.column}` : 'a module'
        },
      ),
    )
    .join('\n')
}

function loadError(file: string, cause: unknown, known: Partial<BuildError> = {}): UserError {
  const { message = messageOf(cause), position } = known
  const { file: place = file, line, column } = position ?? {}
  const where = [relative(process.cwd(), place), line, column].filter(part => part !== undefined).join(':')
  return new UserError(`${where} cannot be loaded. ${message}`, { cause })
}

/** The message without the tool's own address, which stands where the user wrote `mlcheck`. */
function runtimeMessage(error: unknown): string {
  return messageOf(error).replaceAll(pathToFileURL(builtFile('suite')).href, 'mlcheck')
}

/** Where the error was thrown, in the user's file instead of the bundle. */
function thrownAt(error: unknown, bundle: Bundle, file: string): Position | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const [, line, column] = /data:text\/javascript;base64,[\w+/=]*:(\d+):(\d+)/.exec(stack) ?? []
  if (line === undefined || column === undefined) return undefined
  return originalPosition(bundle, file, Number(line), Number(column))
}

function originalPosition({ map }: Bundle, file: string, line: number, column: number): Position | undefined {
  if (map === undefined) return undefined
  const entry = new SourceMap(map).findEntry(line - 1, column - 1)
  if (!('originalSource' in entry)) return undefined
  return {
    file: resolve(dirname(file), entry.originalSource),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  }
}
