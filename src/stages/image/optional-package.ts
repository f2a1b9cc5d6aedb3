import { createRequire } from 'node:module'
import { messageOf, UserError } from '../../core/errors.ts'

const require = createRequire(import.meta.url)

/**
 * The first of some packages that is there. They are not installed with the tool, because few need them.
 *
 * @param purpose what they are for, as a plural subject
 * @throws UserError that says what to install when none is there, or when one that is there cannot be loaded
 */
export function optionalPackage<T>(names: readonly string[], purpose: string): T {
  for (const name of names)
    try {
      return require(name)
    } catch (cause) {
      if (isMissing(cause, name)) continue
      throw new UserError(
        `${purpose} need the package ${name}, which cannot be loaded: ${messageOf(cause)}`,
        {
          cause,
        },
      )
    }
  throw new UserError(`${purpose} need the package ${names.join(' or ')}, which is not installed.`, {
    hint: 'Install what models of images need where mlcheck is: npm install onnxruntime-web sharp.',
  })
}

function isMissing(error: unknown, name: string): boolean {
  const isNotFound = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND'
  return isNotFound && messageOf(error).includes(`'${name}'`)
}
