import type { FileEntry, GroupEntry } from './defaults-entry.ts'

type Entry = FileEntry | GroupEntry

/** What an entry of a defaults list inherits from the file that lists it. */
export interface Surroundings {
  /** The group that the listing file is in; `''` at the top. */
  readonly group: string
  readonly package: string
}

/** The group that the entry's file is in: `db/engine`. A leading slash starts at the top. */
export function groupPath(entry: Entry, around: Surroundings): string {
  const own = entry.kind === 'group' ? entry.group : folderOf(entry.path)
  const isAbsolute = (entry.kind === 'group' ? entry.group : entry.path).startsWith('/')
  return isAbsolute ? own.slice(1) : joined('/', around.group, own)
}

/** The path of the file that the entry names: `db/engine/innodb`. */
export function filePath(entry: FileEntry, around: Surroundings): string {
  return entry.path.startsWith('/') ? entry.path.slice(1) : joined('/', around.group, entry.path)
}

/**
 * Where the entry's content goes: `''` for the root, otherwise a dotted key. What the entry says counts before the
 * file's header, and that before the group.
 */
export function finalPackage(entry: Entry, around: Surroundings, header?: string): string {
  const own = entry.kind === 'group' ? entry.group : folderOf(entry.path)
  const where = ownPackage(entry, around) ?? fromHeader(header) ?? own.replace(/^\//, '').replaceAll('/', '.')
  const whole = joined('.', around.package, where)
  const global = whole.lastIndexOf('_global_')
  return global < 0 ? whole : whole.slice(global + '_global_.'.length)
}

/** What overrides call the group: `db`, or `db@backup` where the package is not the group's own. */
export function overrideKey(entry: GroupEntry, around: Surroundings): string {
  const group = groupPath(entry, around)
  const where = finalPackage(entry, around)
  return where === group.replaceAll('/', '.') ? group : `${group}@${where || '_global_'}`
}

function ownPackage(entry: Entry, around: Surroundings): string | undefined {
  if (entry.package === '_here_') return ''
  if (!entry.package?.includes('_group_')) return entry.package
  return `_global_.${entry.package.replaceAll('_group_', groupPath(entry, around).replaceAll('/', '.'))}`
}

function fromHeader(header: string | undefined): string | undefined {
  if (header === undefined || header === '_group_') return undefined
  return header === '_global_' || header.startsWith('_global_.') ? header : joined('.', '_global_', header)
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function joined(separator: string, first: string, second: string): string {
  return first === '' || second === '' ? first + second : `${first}${separator}${second}`
}
