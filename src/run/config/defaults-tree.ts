import { UserError } from '../../core/errors.ts'
import { didYouMean } from '../../core/suggest.ts'
import { type DefaultsEntry, type FileEntry, type GroupEntry, readDefaults } from './defaults-entry.ts'
import type { GroupChoices } from './group-choices.ts'
import { missingValue, mostNesting } from './node.ts'
import { filePath, finalPackage, groupPath, overrideKey, type Surroundings } from './placement.ts'
import type { ConfigFile, ConfigSource } from './source.ts'

/** A file of the composition and the dotted key that its content goes to. */
export interface PlacedFile {
  readonly file: ConfigFile
  readonly path: string
  readonly package: string
  /** Present when a config group chose the file and it has no defaults of its own. */
  readonly overrideKey?: string
}

interface Options {
  readonly source: ConfigSource
  readonly choices: GroupChoices
  /** Whether a group may be left without an option: `- db: ???`, when a sweep is to give it. */
  readonly allowMissing: boolean
}

/**
 * The files that the configs at `paths` consist of, in the order in which they are merged: later ones win.
 *
 * Files are visited from the last to the first, since an `override` acts on what stands before it.
 *
 * @see https://hydra.cc/docs/advanced/defaults_list/
 */
export function placedFiles(paths: readonly string[], options: Options): readonly PlacedFile[] {
  const walk = new DefaultsWalk(options)
  const top: Surroundings = { group: '', package: '' }
  const isPrimary = (path: string) => path === paths.at(-1)
  const files = [...paths]
    .reverse()
    .map(path => walk.visit({ kind: 'file', path, origin: '' }, top, [], isPrimary(path)))
    .reverse()
    .flat()
  ensureNoneTwice(files)
  options.choices.ensureUsed()
  return files
}

class DefaultsWalk {
  private readonly options: Options

  constructor(options: Options) {
    this.options = options
  }

  visit(
    entry: FileEntry | GroupEntry,
    around: Surroundings,
    trail: readonly string[],
    isPrimary = false,
    mayOverride = true,
  ): readonly PlacedFile[] {
    const path = this.pathOf(entry, around)
    if (path === undefined) return []
    const file = this.options.source.read(path)
    if (!file) return this.withoutFile(entry, around, path)
    if (trail.includes(path)) throw circle(entry.origin, [...trail.slice(trail.indexOf(path)), path])
    if (trail.length > mostNesting)
      throw new UserError(`${entry.origin}Defaults lists go deeper than ${mostNesting} levels.`)

    const where = finalPackage(entry, around, file.package)
    const own: PlacedFile = { file, path, package: where }
    const entries = this.entriesOf(file, isPrimary)
    const inside: Surroundings = { group: groupPath(entry, around), package: where }
    this.takeOverrides(entries, inside, mayOverride)
    const listed = entries.filter(item => item.kind !== 'group' || !item.override)
    if (listed.length === 0)
      return [entry.kind === 'group' ? { ...own, overrideKey: overrideKey(entry, around) } : own]
    return this.visitAll(listed, own, inside, [...trail, path], mayOverride)
  }

  /** Entries whose option is an interpolation come last: they depend on what the other ones chose. */
  private visitAll(
    entries: readonly DefaultsEntry[],
    own: PlacedFile,
    around: Surroundings,
    trail: readonly string[],
    mayOverride: boolean,
  ): readonly PlacedFile[] {
    const files = new Map<DefaultsEntry, readonly PlacedFile[]>()
    const deferred: (readonly [DefaultsEntry, FileEntry | GroupEntry])[] = []
    for (const listed of [...entries].reverse()) {
      if (listed.kind === 'self') {
        files.set(listed, [own])
        continue
      }
      const entry = listed.kind === 'group' ? this.options.choices.chosen(listed, around) : listed
      if (interpolationOf(entry)) deferred.push([listed, entry])
      else files.set(listed, this.visitChosen(entry, around, trail, mayOverride))
    }
    for (const [listed, entry] of deferred)
      files.set(listed, this.visitChosen(this.interpolated(entry), around, trail, false))
    return entries.flatMap(entry => files.get(entry) ?? [])
  }

  private visitChosen(
    entry: FileEntry | GroupEntry,
    around: Surroundings,
    trail: readonly string[],
    mayOverride: boolean,
  ): readonly PlacedFile[] {
    if (entry.kind === 'file' || typeof entry.value === 'string' || entry.value === null)
      return this.visit(entry, around, trail, false, mayOverride)
    const { group, value, override: _override, appended: _appended, kind: _kind, ...rest } = entry
    return value
      .map((option): FileEntry => ({ ...rest, kind: 'file', path: `${group}/${option}` }))
      .reverse()
      .map(file => this.visit(file, around, trail, false, mayOverride))
      .reverse()
      .flat()
  }

  /** `undefined` for a group that is deleted, has no option, or may go without one. */
  private pathOf(entry: FileEntry | GroupEntry, around: Surroundings): string | undefined {
    if (entry.kind === 'file') return filePath(entry, around)
    const { choices, source, allowMissing } = this.options
    if (choices.isDeleted(entry, around)) return undefined
    choices.remember(entry, around)
    if (entry.value === null) return undefined
    const group = groupPath(entry, around)
    if (entry.value !== missingValue) return `${group}/${entry.value}`
    if (allowMissing) return undefined
    const key = overrideKey(entry, around)
    throw new UserError(`${entry.origin}You must specify ${key}, e.g. ${key}=OPTION.`, {
      hint: `Available options: ${(source.list(group) ?? []).join(', ')}.`,
    })
  }

  private withoutFile(
    entry: FileEntry | GroupEntry,
    around: Surroundings,
    path: string,
  ): readonly PlacedFile[] {
    if (entry.optional) return []
    const group = groupPath(entry, around)
    const options = this.options.source.list(group) ?? []
    const name = path.slice(path.lastIndexOf('/') + 1)
    throw new UserError(`${entry.origin}Could not find ${path}.`, {
      hint: didYouMean(name, options, group === '' ? 'Configs are' : `Available options in ${group} are`),
    })
  }

  /** With `_self_` last unless the list has it; the command line's additions come behind that. */
  private entriesOf(file: ConfigFile, isPrimary: boolean): readonly DefaultsEntry[] {
    const entries = readDefaults(file)
    const appended = isPrimary ? this.options.choices.appended : []
    if (entries.length + appended.length === 0) return []
    const hasSelf = entries.some(({ kind }) => kind === 'self')
    const hasOthers = entries.some(entry => entry.kind !== 'group' || !entry.override)
    const needsSelf = !hasSelf && (hasOthers || appended.length > 0)
    return [...entries, ...(needsSelf ? [{ kind: 'self' } as const] : []), ...appended]
  }

  private takeOverrides(entries: readonly DefaultsEntry[], around: Surroundings, mayOverride: boolean): void {
    let last: GroupEntry | undefined
    for (const entry of entries) {
      if (entry.kind === 'self') continue
      const isOverride = entry.kind === 'group' && entry.override
      if (last && !isOverride && !(entry.kind === 'group' && entry.appended))
        throw new UserError(`${last.origin}Overrides must be at the end of the defaults list.`)
      if (!isOverride) continue
      if (!mayOverride)
        throw new UserError(
          `${entry.origin}Overrides are not allowed below a group whose option is an interpolation.`,
        )
      this.options.choices.addOverride(entry, around)
      last = entry
    }
  }

  private interpolated<Entry extends FileEntry | GroupEntry>(entry: Entry): Entry {
    const { known } = this.options.choices
    const text = interpolationOf(entry) ?? ''
    const value = text.replace(/\$\{\s*([^{}]*?)\s*\}/g, (_, key: string) => {
      const option = known.get(key)
      if (typeof option === 'string') return option
      throw new UserError(
        `${entry.origin}${text} asks for the option of ${key}, and there is no such group.`,
        {
          hint: didYouMean(key, [...known.keys()].sort(), 'Groups are'),
        },
      )
    })
    return entry.kind === 'group' ? { ...entry, value } : { ...entry, path: value }
  }
}

function interpolationOf(entry: FileEntry | GroupEntry): string | undefined {
  const text = entry.kind === 'group' ? entry.value : entry.path
  return typeof text === 'string' && text.includes('${') ? text : undefined
}

function circle(origin: string, paths: readonly string[]): UserError {
  return new UserError(`${origin}The defaults go in a circle: ${paths.join(' → ')}.`)
}

function ensureNoneTwice(files: readonly PlacedFile[]): void {
  const seen = new Set<string>()
  for (const { overrideKey: key } of files) {
    if (key === undefined) continue
    if (seen.has(key)) throw new UserError(`${key} appears more than once in the final defaults list.`)
    seen.add(key)
  }
}
