import { UserError } from '../../core/errors.ts'
import { didYouMean } from '../../core/suggest.ts'
import type { EntryPoint, Project } from './project.ts'
import { shellWord } from './shell.ts'

/** The program of a script, by the end of its name. MLflow runs `.sh` with the shell of `SHELL`. */
const programs: Readonly<Record<string, string>> = { '.py': 'python', '.sh': 'bash' }

/**
 * The entry point of a name, or a script of the project as one without parameters.
 *
 * @param exists whether the project has a file of a name, relative to its folder
 * @throws UserError with the closest name when there is neither
 */
export function entryPointNamed(
  project: Project,
  name: string,
  exists: (file: string) => boolean,
): EntryPoint {
  const declared = project.entryPoints.get(name)
  if (declared) return declared
  const program = programs[/\.[^./]+$/.exec(name)?.[0] ?? '']
  if (program !== undefined && exists(name)) return scriptOf(name, program)
  const names = [...project.entryPoints.keys()]
  throw new UserError(`The project has no entry point ${name}, and no script of this name.`, {
    hint:
      names.length === 0
        ? 'It has no entry points. Scripts are *.py and *.sh.'
        : didYouMean(name, names, 'Entry points are'),
  })
}

function scriptOf(name: string, program: string): EntryPoint {
  const command = `${program} ${shellWord(name)}`.replace(/[{}]/g, '$&$&')
  return { name, parameters: new Map(), command }
}
