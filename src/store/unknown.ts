import type { ArtifactReference } from '../core/artifact.ts'
import { latest, versionNumber } from '../core/artifact.ts'
import { type UserError, unreadable } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'
import type { Database } from './database.ts'

/** Why a reference means nothing: the first of its parts that does not exist, and what does. */
export async function unknownArtifact(
  database: Database,
  reference: ArtifactReference,
  location: string,
): Promise<UserError> {
  const { project, name, alias } = reference
  const collections = await usedCollections(database)
  if (collections.length === 0) return emptyStore(reference, location)
  const projects = [...new Set(collections.map(collection => collection.project))]
  if (!projects.includes(project))
    return unreadable(`There is no project ${project} in the store ${location}.`, {
      hint: elsewhere(collections, reference) ?? didYouMean(project, projects, 'Its projects are'),
    })
  const names = collections.filter(collection => collection.project === project).map(({ name }) => name)
  if (!names.includes(name))
    return unreadable(`There is no artifact ${name} in the project ${project} of the store ${location}.`, {
      hint: elsewhere(collections, reference) ?? didYouMean(name, names, 'It has'),
    })
  const versions = `It has ${ranges(await versionsOf(database, reference))}`
  if (versionNumber(alias) !== undefined)
    return unreadable(`The artifact ${name} has no version ${alias}.`, { hint: `${versions}.` })
  const aliases = await aliasesOf(database, reference)
  return unreadable(`The artifact ${name} has no alias ${alias}.`, {
    hint:
      aliases.length > 0
        ? didYouMean(alias, aliases, 'It has')
        : `${versions} of runs that did not end well; only those that do move latest.`,
  })
}

/** The sentence for a store in which nothing was put yet. */
export function emptyStore({ name }: ArtifactReference, location: string): UserError {
  return unreadable(`There is no artifact ${name}: the store ${location} is empty.`, {
    hint: `Put a file into it with: mlcheck artifact put FILE --name ${JSON.stringify(name)}`,
  })
}

interface Collection {
  readonly project: string
  readonly name: string
}

async function usedCollections(database: Database): Promise<readonly Collection[]> {
  const { rows } = await database.execute(
    `SELECT project, name FROM collection WHERE id IN (SELECT collection FROM version) ORDER BY project, name`,
  )
  return rows.map(row => ({ project: String(row.project), name: String(row.name) }))
}

function elsewhere(
  collections: readonly Collection[],
  { name, alias }: ArtifactReference,
): string | undefined {
  const other = collections.find(collection => collection.name === name)
  return other && `Did you mean ${other.project}/${name}:${alias}?`
}

async function aliasesOf(
  database: Database,
  { project, name }: ArtifactReference,
): Promise<readonly string[]> {
  const { rows } = await database.execute({
    sql: `SELECT alias FROM alias JOIN collection c ON c.id = collection WHERE c.project = ? AND c.name = ?
      ORDER BY alias = ? DESC, alias`,
    args: [project, name, latest],
  })
  return rows.map(row => String(row.alias))
}

async function versionsOf(
  database: Database,
  { project, name }: ArtifactReference,
): Promise<readonly number[]> {
  const { rows } = await database.execute({
    sql: `SELECT number FROM version JOIN collection c ON c.id = collection WHERE c.project = ? AND c.name = ?
      ORDER BY number`,
    args: [project, name],
  })
  return rows.map(row => Number(row.number))
}

/** `v0 to v3, v5`, the last eight stretches at most. */
function ranges(numbers: readonly number[]): string {
  const stretches: { first: number; last: number }[] = []
  for (const number of numbers) {
    const stretch = stretches.at(-1)
    if (stretch !== undefined && stretch.last === number - 1) stretch.last = number
    else stretches.push({ first: number, last: number })
  }
  return stretches
    .slice(-8)
    .map(({ first, last }) => (first === last ? `v${first}` : `v${first} to v${last}`))
    .join(', ')
}
