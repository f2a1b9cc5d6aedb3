import type { Artifact } from '../core/artifact.ts'
import { type UserError, unreadable } from '../core/errors.ts'
import { isoText } from '../core/value.ts'

/** Why an expired version cannot be opened, and what brings it back. */
export function expired(artifact: Artifact): UserError {
  const { name, version, producedBy, collectedAt, expiresAt, createdAt } = artifact
  const maker = producedBy === undefined ? 'put by hand' : `made by run ${producedBy}`
  const end = isoText(new Date(expiresAt ?? collectedAt ?? createdAt)).slice(0, 16)
  return unreadable(`${name}:${version}, ${maker}, expired on ${end} UTC.`, {
    hint: collectedAt === undefined ? stillThere(artifact) : gone(artifact),
  })
}

function stillThere({ project, name, version }: Artifact): string {
  const reference = JSON.stringify(`${project}/${name}:${version}`)
  return `Its bytes are there until the next gc. Keep them with: mlcheck artifact ttl ${reference} none`
}

function gone({ producedBy }: Artifact): string {
  return producedBy === undefined
    ? 'Its bytes are gone. Put the same content again to have it back.'
    : `Its bytes are gone. mlcheck runs show ${producedBy.slice(0, 8)} shows how it was made.`
}
